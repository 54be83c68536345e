package app.inboundflow.server.observability;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.management.endpoint.health.filter.HealthResultFilter;
import io.micronaut.management.health.indicator.HealthResult;

/**
 * Answers a health check that fails with 503. The framework's filter does so for certain paths; then the filters of every
 * request must be matched with its path and sorted again. This one is asked always, and looks only at the body.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Replaces(HealthResultFilter.class)
class HealthAnswers {
    @ResponseFilter
    void refuse(MutableHttpResponse<?> response) {
        if (response.body() instanceof HealthResult health
                && !health.getStatus().getOperational().orElse(true)) {
            response.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }
}
