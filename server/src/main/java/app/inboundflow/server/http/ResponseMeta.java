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
import java.util.concurrent.atomic.AtomicLong;

/** The {@code meta} of every answer: which request it answers, and when. */
@Singleton
public class ResponseMeta {
    private static final String ATTRIBUTE = "app.inboundflow.request-id";

    // Ids need not be secret, only different: this server's number, and another of 2^64 for each request.
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERVER = RANDOM.nextInt();
    private static final AtomicLong REQUEST = new AtomicLong(RANDOM.nextLong());
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final Clock clock;

    ResponseMeta(Clock clock) {
        this.clock = clock;
    }

    /** The id of a request, {@code req_} and 24 hexadecimal digits, the same whenever it is asked for. */
    public static String requestId(HttpRequest<?> request) {
        if (request.getAttributes().getValue(ATTRIBUTE) instanceof String given) {
            return given;
        }
        var hex = HexFormat.of();
        var id = "req_" + hex.toHexDigits(SERVER) + hex.toHexDigits(REQUEST.getAndAdd(ODD));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** The meta of the answer to the request that this thread works on. */
    public Meta current() {
        return of(ServerRequestContext.currentRequest().orElseThrow());
    }

    /** The meta of the answer to a request, made now. */
    public Meta of(HttpRequest<?> request) {
        return new Meta(requestId(request), now());
    }

    /** The present moment in UTC, in microseconds as PostgreSQL stores it. */
    public OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
