package app.inboundflow.server.idempotency;

import app.inboundflow.server.http.ProblemRenderer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * An answer as the bytes that go out, now and whenever it is replayed.
 *
 * @param location the path of the new resource; null when none was created
 * @param requestId the request that was answered first, which {@code meta} in the body names
 */
record Answer(int status, @Nullable String location, String requestId, byte[] body, boolean replayed) {

    @SuppressWarnings("unchecked") // the bytes are a T in JSON
    <T> HttpResponse<T> toResponse() {
        var isSuccess = status < HttpStatus.BAD_REQUEST.getCode();
        var response = HttpResponse.status(HttpStatus.valueOf(status))
                .body(body)
                .contentType(isSuccess ? MediaType.APPLICATION_JSON : ProblemRenderer.MEDIA_TYPE)
                .header("X-Request-Id", requestId);
        if (location != null) {
            response.header("Location", location);
        }
        if (replayed) {
            response.header("Idempotency-Replayed", "true");
        }
        return (HttpResponse<T>) (HttpResponse<?>) response;
    }
}
