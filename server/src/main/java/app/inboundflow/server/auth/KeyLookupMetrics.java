package app.inboundflow.server.auth;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Counts and times the statements that look keys up. */
@Singleton
@Requires(beans = PrometheusMeterRegistry.class)
class KeyLookupMetrics {
    private final Timer statements;
    private final Counter keys;
    private final Counter failures;

    KeyLookupMetrics(PrometheusMeterRegistry registry) {
        statements = Timer.builder("inboundflow.key.lookups")
                .description("Statements that look up API keys.")
                .register(registry);
        keys = Counter.builder("inboundflow.keys.looked.up")
                .description("API keys that were looked up.")
                .register(registry);
        failures = Counter.builder("inboundflow.key.lookup.failures")
                .description("Statements that failed to look up API keys.")
                .register(registry);
    }

    void count(int asked, long nanos, boolean failed) {
        statements.record(nanos, TimeUnit.NANOSECONDS);
        keys.increment(asked);
        if (failed) {
            failures.increment();
        }
    }
}
