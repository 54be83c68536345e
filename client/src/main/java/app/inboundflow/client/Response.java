package app.inboundflow.client;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A result with the HTTP answer that it came in: {@link InboundFlowClient#withResponse}.
 *
 * @param <T> the result
 * @param value the result
 * @param status the HTTP status, such as 200
 * @param headers the headers, such as {@code X-RateLimit-Remaining}
 * @param requestId the id to quote when you ask for help, {@code req_…}; null when the answer has none
 * @param body the body as it came, decompressed: JSON with everything that the models leave out
 */
public record Response<T>(
        T value, int status, HttpHeaders headers, @Nullable String requestId, String body) {
    static <T> Response<T> of(T value, @Nullable Received received) {
        if (received == null) {
            throw new IllegalArgumentException(
                    "withResponse needs a function that sends a request through its argument");
        }
        return new Response<>(value, received.status(), received.headers(), received.requestId(), received.text());
    }

    /** Tells status and request id, and nothing of what came. */
    @Override
    public String toString() {
        return "Response[status=" + status + ", requestId=" + requestId + "]";
    }
}
