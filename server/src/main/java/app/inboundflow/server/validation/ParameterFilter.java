package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.http.Operation;
import app.inboundflow.server.http.ProblemRenderer;
import app.inboundflow.server.http.QueryParameters;
import app.inboundflow.server.problem.Problems;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.security.annotation.Secured;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.RouteMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses with a 400 every parameter that is not documented, is given twice or breaks a rule of the contract. So a misspelled
 * filter never returns more than was asked for.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class ParameterFilter implements Ordered {
    /** The parameters of each operation; there are as many as in the contract. */
    private final Map<RouteInfo<?>, List<Parameter>> documented = new ConcurrentHashMap<>();

    private final ProblemRenderer problems;

    ParameterFilter(ProblemRenderer problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        // After authentication, so that a key is needed first and a bad query counts against its quota.
        return ServerFilterPhase.SECURITY.after();
    }

    /** Answers by itself: for an exception the framework looks through all its beans. */
    @RequestFilter
    @Nullable HttpResponse<?> refuseUndocumented(HttpRequest<?> request) {
        var route = RouteAttributes.getRouteMatch(request).orElse(null);
        // The contract asks for a key with every operation, and pages and health checks are none of it.
        if (route == null || !route.getAnnotationMetadata().hasAnnotation(Secured.class)) {
            return null;
        }
        var parameters = documented.computeIfAbsent(
                route.getRouteInfo(), operation -> Parameter.of(Operation.declaration(request)));
        var errors = new ArrayList<FieldError>();
        QueryParameters.of(request).forEach((name, values) -> checkQuery(parameters, name, values, errors));
        for (var parameter : parameters) {
            if (parameter.in() == FieldErrorIn.HEADER) {
                checkHeader(parameter, request.getHeaders().getAll(parameter.name()), errors);
            } else if (parameter.in() == FieldErrorIn.PATH) {
                parameter.check(variable(route, parameter.name()), errors);
            }
        }
        return errors.isEmpty() ? null : problems.render(request, HttpResponse.ok(), Problems.invalid(errors));
    }

    private static void checkQuery(
            List<Parameter> parameters, String name, List<String> values, List<FieldError> errors) {
        for (var parameter : parameters) {
            if (parameter.in() == FieldErrorIn.QUERY && parameter.name().equals(name)) {
                if (values.size() > 1) {
                    errors.add(repeated(parameter));
                } else if (values.getFirst().isEmpty()) {
                    errors.add(error(name, "too_short", "must not be empty; leave it out instead"));
                } else {
                    parameter.check(values.getFirst(), errors);
                }
                return;
            }
        }
        errors.add(error(name, "unknown", "is not a parameter of this operation" + others(parameters)));
    }

    private static String others(List<Parameter> parameters) {
        var names = parameters.stream()
                .filter(parameter -> parameter.in() == FieldErrorIn.QUERY)
                .map(Parameter::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? ", which has none" : "; these are: " + names;
    }

    private static void checkHeader(Parameter parameter, List<String> values, List<FieldError> errors) {
        if (values.size() > 1) {
            errors.add(repeated(parameter));
        } else {
            values.forEach(value -> parameter.check(value, errors));
        }
    }

    private static FieldError repeated(Parameter parameter) {
        return new FieldError(parameter.name(), parameter.in(), "repeated", "must be given once");
    }

    private static String variable(RouteMatch<?> route, String name) {
        return Optional.ofNullable(route.getVariableValues().get(name))
                .map(Object::toString)
                .orElse("");
    }

    private static FieldError error(String name, String code, String message) {
        return new FieldError(name, FieldErrorIn.QUERY, code, message);
    }
}
