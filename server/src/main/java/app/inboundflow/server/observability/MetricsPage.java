package app.inboundflow.server.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.configuration.metrics.management.endpoint.MetricsEndpoint;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.endpoint.annotation.Read;

/** {@code /metrics} on the management port, in the text format of Prometheus. */
@Endpoint(id = "metrics", defaultSensitive = false)
@Replaces(MetricsEndpoint.class)
@Requires(beans = PrometheusMeterRegistry.class)
class MetricsPage {
    private final PrometheusMeterRegistry registry;

    /**
     * Finds the registry.
     *
     * @param all is not needed itself: making it binds the meters of JVM and pool to the registry
     */
    MetricsPage(MeterRegistry all, PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Read(produces = "text/plain; version=0.0.4; charset=utf-8")
    String scrape() {
        return registry.scrape();
    }
}
