package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.http.Operation;
import app.inboundflow.server.problem.Problems;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.web.router.RouteAttributes;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Refuses with a 400 every parameter that is not documented, is given twice or has another form than the documented one. So
 * a misspelled filter never returns more than was asked for.
 */
@ServerFilter("/v1/**")
class ParameterFilter implements Ordered {
    private static final String UUID_FORM = "00000000-0000-0000-0000-000000000000";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");
    // A plus in a query means a space, but no value of these two parameters has a space.
    private static final Pattern PLUS = Pattern.compile("(?<=[?&](?:phone|since)=)[^&]*");

    @Override
    public int getOrder() {
        // After authentication, so that a key is needed first and a bad query counts against its quota.
        return ServerFilterPhase.SECURITY.after();
    }

    /** Reads a plus as a plus where the contract says so, not as a space. */
    @PreMatching
    @RequestFilter
    HttpRequest<?> restorePlus(HttpRequest<?> request) {
        var uri = request.getUri().toString();
        if (uri.indexOf('+') < 0 && !uri.contains("%20")) {
            return request;
        }
        var restored = PLUS.matcher(uri)
                .replaceAll(value -> value.group().replace("+", "%2B").replace("%20", "%2B"));
        return restored.equals(uri) ? request : request.mutate().uri(URI.create(restored));
    }

    @RequestFilter
    void refuseUndocumented(HttpRequest<?> request) {
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
        for (var argument : Operation.arguments(request)) {
            var annotations = argument.getAnnotationMetadata();
            annotations
                    .stringValue(Header.class)
                    .filter(name -> request.getHeaders().getAll(name).size() > 1)
                    .ifPresent(name ->
                            errors.add(new FieldError(name, FieldErrorIn.HEADER, "repeated", "must be given once")));
            if (text(argument, request)
                    .filter(text -> !isDocumentedForm(text, argument.getType()))
                    .isPresent()) {
                errors.add(FieldErrors.unreadable(argument));
            }
        }
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
    }

    /** The value of a path parameter, or of a query parameter that is given once. */
    private static Optional<String> text(Argument<?> argument, HttpRequest<?> request) {
        var query = argument.getAnnotationMetadata()
                .stringValue(QueryValue.class)
                .map(name -> request.getParameters().getAll(name))
                .filter(values -> values.size() == 1 && !values.getFirst().isEmpty())
                .map(List::getFirst);
        return query.or(() -> argument.getAnnotationMetadata()
                .stringValue(PathVariable.class)
                .flatMap(name -> RouteAttributes.getRouteMatch(request)
                        .map(route -> route.getVariableValues().get(name)))
                .map(Object::toString));
    }

    /** The framework would read enums in any case, UUIDs of any length and digits of any script. */
    private static boolean isDocumentedForm(String text, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .anyMatch(constant -> constant.toString().equals(text));
        }
        if (type == UUID.class) {
            return isUuid(text);
        }
        return type != Integer.class || WHOLE_NUMBER.matcher(text).matches();
    }

    /** Whether a text is a UUID of full length. */
    static boolean isUuid(String text) {
        for (var i = 0; i < text.length() && i < UUID_FORM.length(); i++) {
            if (UUID_FORM.charAt(i) == '-' ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.length() == UUID_FORM.length();
    }

    private static FieldError error(String name, String code, String message) {
        return new FieldError(name, FieldErrorIn.QUERY, code, message);
    }
}
