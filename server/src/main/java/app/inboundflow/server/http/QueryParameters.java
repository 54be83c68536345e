package app.inboundflow.server.http;

import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, once {@link RequestTarget} has read its target. The framework would make a {@link java.net.URI} of the whole
 * target first, which reads the long cursor of a page three times more.
 */
public final class QueryParameters {
    private QueryParameters() {}

    /** All values by their names, decoded, in the order in which they were sent. */
    public static Map<String, List<String>> of(HttpRequest<?> request) {
        return CheckedRequest.of(request).orElseThrow().query();
    }

    /** The first value of this name; null when there is none. */
    public static @Nullable String first(HttpRequest<?> request, String name) {
        var values = of(request).get(name);
        return values == null ? null : values.getFirst();
    }
}
