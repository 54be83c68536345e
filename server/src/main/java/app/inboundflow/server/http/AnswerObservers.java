package app.inboundflow.server.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells every {@link AnswerObserver} of an answer. Without one it costs a request nothing. */
@Singleton
class AnswerObservers {
    private static final String ATTRIBUTE = "app.inboundflow.began-at";

    private final List<AnswerObserver> observers;

    AnswerObservers(List<AnswerObserver> observers) {
        this.observers = observers;
    }

    void begin(HttpRequest<?> request) {
        if (!observers.isEmpty()) {
            request.setAttribute(ATTRIBUTE, System.nanoTime());
        }
    }

    void end(HttpRequest<?> request, HttpResponse<?> response) {
        if (observers.isEmpty()) {
            return;
        }
        var now = System.nanoTime();
        var nanos = now - request.getAttribute(ATTRIBUTE, Long.class).orElse(now);
        var context = LoggedRequest.of(request);
        var former = context.updateThreadContext();
        try {
            observers.forEach(observer -> observer.answered(request, response, nanos));
        } finally {
            context.restoreThreadContext(former);
        }
    }
}
