package app.inboundflow.server.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;

/**
 * Is told of every request that is answered, also when it is refused. None exists unless an operator asks for what it is for.
 */
public interface AnswerObserver {
    /**
     * An answer is complete and about to be sent. Runs on the thread that made it, which can be the event loop: never blocks.
     *
     * @param nanos the nanoseconds since the whole request was there
     */
    void answered(HttpRequest<?> request, HttpResponse<?> response, long nanos);
}
