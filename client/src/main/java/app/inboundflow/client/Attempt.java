package app.inboundflow.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to send a request, for metrics and traces: {@link InboundFlowClient.Builder#onAttempt}. It holds nothing about a
 * person, and no key.
 *
 * @param method GET or POST
 * @param route the path as the API's documentation writes it, such as {@code /v1/calls/{call_id}}
 * @param number 1 for the first attempt of a request, 2 for its first retry
 * @param status the HTTP status; 0 when no answer came
 * @param requestId the server's id of the request, {@code req_…}; null when no answer named one
 * @param failure why no answer came; null when one came
 * @param duration from the moment of sending to the last byte of the answer, or to the failure
 */
public record Attempt(
        String method,
        String route,
        int number,
        int status,
        @Nullable String requestId,
        @Nullable Throwable failure,
        Duration duration) {}
