package app.inboundflow.server.http;

import app.inboundflow.server.api.model.Meta;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** The {@code meta} of every answer: which request it answers, and when. */
@Singleton
public class ResponseMeta {
    private static final String ATTRIBUTE = "app.inboundflow.request-id";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;

    ResponseMeta(Clock clock) {
        this.clock = clock;
    }

    /** The id of a request, {@code req_} and 24 hexadecimal digits, the same whenever it is asked for. */
    public static String requestId(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElseGet(() -> {
            var bytes = new byte[12];
            RANDOM.nextBytes(bytes);
            var id = "req_" + HexFormat.of().formatHex(bytes);
            request.setAttribute(ATTRIBUTE, id);
            return id;
        });
    }

    /** The meta of the answer to the request that this thread works on. */
    public Meta current() {
        return of(ServerRequestContext.currentRequest().orElseThrow());
    }

    /** The meta of the answer to a request, made now. */
    public Meta of(HttpRequest<?> request) {
        return new Meta(requestId(request), now());
    }

    /** The present moment in UTC, as fine as PostgreSQL stores it. */
    public OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
