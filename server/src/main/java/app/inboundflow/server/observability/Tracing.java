package app.inboundflow.server.observability;

import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.AnswerObserver;
import app.inboundflow.server.http.Operation;
import app.inboundflow.server.http.ResponseMeta;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import io.micronaut.core.value.PropertyResolver;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * A span for each request, in the trace that the client's {@code traceparent} names, by the semantic conventions of
 * OpenTelemetry for HTTP. Paths and queries, which can hold ids and phone numbers, are left out of it. The variables
 * {@code OTEL_*} say what is sampled and where spans go.
 */
@Context
@Requires(condition = Tracing.IsAskedFor.class)
class Tracing implements AnswerObserver {
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "inboundflow",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    Tracing() {
        // The exporter's complaints, which go to java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        sdk = sdk();
        tracer = sdk.getTracer("app.inboundflow.server");
    }

    private static OpenTelemetrySdk sdk() {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> DEFAULTS)
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
        } catch (RuntimeException refused) {
            throw new IllegalArgumentException(
                    "Traces cannot be sent as the OTEL_ variables say: OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf, and"
                            + " OTEL_TRACES_EXPORTER otlp or none. (" + refused.getMessage() + ")",
                    refused);
        }
    }

    /** Whether the variables name somebody to send traces to. */
    static final class IsAskedFor implements Condition {
        @Override
        @SuppressWarnings("rawtypes") // the type of the overridden method
        public boolean matches(ConditionContext context) {
            return context.getBeanContext() instanceof PropertyResolver variables
                    && !value(variables, "otel.sdk.disabled").equalsIgnoreCase("true")
                    && !value(variables, "otel.traces.exporter").equalsIgnoreCase("none")
                    && !(value(variables, "otel.exporter.otlp.endpoint")
                                    + value(variables, "otel.exporter.otlp.traces.endpoint")
                                    + value(variables, "otel.traces.exporter"))
                            .isBlank();
        }

        private static String value(PropertyResolver variables, String name) {
            return variables.getProperty(name, String.class).orElse("").strip();
        }
    }

    @Override
    public void answered(HttpRequest<?> request, HttpResponse<?> response, long nanos) {
        var end = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
        var parent = sdk.getPropagators()
                .getTextMapPropagator()
                .extract(io.opentelemetry.context.Context.root(), request, HeaderGetter.INSTANCE);
        var method = Operation.method(request.getMethod());
        var route = Operation.path(request);
        var span = tracer.spanBuilder(route.map(path -> method + " " + path).orElse(method))
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(end - nanos, TimeUnit.NANOSECONDS)
                .setAttribute("http.request.method", method.equals("OTHER") ? "_OTHER" : method)
                .setAttribute(STATUS, (long) response.code())
                .setAttribute("inboundflow.request_id", ResponseMeta.requestId(request))
                .startSpan();
        route.ifPresent(path -> span.setAttribute("http.route", path));
        ApiClient.of(request)
                .ifPresent(client -> span.setAttribute(
                        "inboundflow.organization_id", client.organizationId().toString()));
        if (response.code() >= 500) {
            span.setStatus(StatusCode.ERROR).setAttribute("error.type", Integer.toString(response.code()));
        }
        span.end(end, TimeUnit.NANOSECONDS);
    }

    /** Sends the spans that wait to be sent. */
    @PreDestroy
    void close() {
        sdk.close();
    }

    private enum HeaderGetter implements TextMapGetter<HttpRequest<?>> {
        INSTANCE;

        @Override
        public Iterable<String> keys(HttpRequest<?> request) {
            return request.getHeaders().names();
        }

        @Override
        public @Nullable String get(@Nullable HttpRequest<?> request, String name) {
            return request == null ? null : request.getHeaders().get(name);
        }
    }
}
