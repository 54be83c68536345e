package app.inboundflow.server.observability;

import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.AnswerObserver;
import app.inboundflow.server.http.Operation;
import ch.qos.logback.classic.LoggerContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each request in one line: what it asked for and who asked, by ids; never a path, a query, a body or a key. The logging
 * context has the request's id.
 */
@Singleton
@Requires(property = "inboundflow.log-format", value = "json")
class AccessLog implements AnswerObserver {
    static final String NAME = "access";
    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final double NANOS_OF_A_MILLISECOND = 1_000_000;

    @Override
    public void answered(HttpRequest<?> request, HttpResponse<?> response, long nanos) {
        var line = LOG.atInfo()
                .addKeyValue("operation", Operation.of(request))
                .addKeyValue("method", Operation.method(request.getMethod()))
                .addKeyValue("status", response.code())
                .addKeyValue("duration_ms", nanos / NANOS_OF_A_MILLISECOND);
        ApiClient.of(request).ifPresent(client -> line.addKeyValue("organization_id", client.organizationId())
                .addKeyValue("key_id", client.keyId()));
        line.log("request");
    }

    /** Writes the lines that wait to be written. */
    @PreDestroy
    void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.getLogger(NAME).detachAndStopAllAppenders();
        }
    }
}
