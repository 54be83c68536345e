package app.inboundflow.server.request;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.problem.Operation;
import app.inboundflow.server.problem.ProblemException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Holds a query to the parameters that the contract gives the operation, so that a typing mistake never silently widens a
 * result: a parameter that is not documented, or given twice, is a 400 that says so.
 */
@ServerFilter("/v1/**")
class QueryParameters implements Ordered {
    // In a query a plus means a space; in these two parameters no space can be meant.
    private static final Pattern PLUS = Pattern.compile("(?<=[?&](?:phone|since)=)[^&]*");

    @Override
    public int getOrder() {
        // Behind authentication: who has no key learns nothing, and a bad query counts against the quota.
        return ServerFilterPhase.SECURITY.after();
    }

    /** Makes a plus of the space that a plus arrives as. */
    @PreMatching
    @RequestFilter
    HttpRequest<?> restorePlus(HttpRequest<?> request) {
        var uri = request.getUri().toString();
        var restored = PLUS.matcher(uri)
                .replaceAll(value -> value.group().replace("+", "%2B").replace("%20", "%2B"));
        return restored.equals(uri) ? request : request.mutate().uri(URI.create(restored));
    }

    @RequestFilter
    void refuseUnknown(HttpRequest<?> request) {
        if (RouteAttributes.getRouteInfo(request).isEmpty()) {
            return;
        }
        var documented = Arrays.stream(Operation.arguments(request))
                .flatMap(argument -> argument.getAnnotationMetadata().stringValue(QueryValue.class).stream())
                .toList();
        var errors = new ArrayList<FieldError>();
        request.getParameters().forEach((name, values) -> {
            if (!documented.contains(name)) {
                errors.add(error(
                        name,
                        "unknown",
                        documented.isEmpty()
                                ? "is not a parameter of this operation, which has none"
                                : "is not a parameter of this operation; these are: " + String.join(", ", documented)));
            } else if (values.size() > 1) {
                errors.add(error(name, "repeated", "must be given once"));
            } else if (values.getFirst().isEmpty()) {
                errors.add(error(name, "too_short", "must not be empty; leave it out instead"));
            }
        });
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static FieldError error(String name, String code, String message) {
        return new FieldError(name, FieldErrorIn.QUERY, code, message);
    }
}
