package app.inboundflow.server.http;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the id of a request into the logging context of every thread that works on it, as {@code request_id}.
 *
 * @param id {@code req_} and hexadecimal digits
 */
record LoggedRequest(String id) implements ThreadPropagatedContextElement<@Nullable String> {
    private static final String NAME = "request_id";

    /** The logging context of a request. */
    static LoggedRequest of(HttpRequest<?> request) {
        return new LoggedRequest(ResponseMeta.requestId(request));
    }

    @Override
    public @Nullable String updateThreadContext() {
        var former = MDC.get(NAME);
        MDC.put(NAME, id);
        return former;
    }

    @Override
    public void restoreThreadContext(@Nullable String former) {
        if (former == null) {
            MDC.remove(NAME);
        } else {
            MDC.put(NAME, former);
        }
    }
}
