package app.inboundflow.server.validation;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;

/** What the generated interface says of the operation that a request is for. */
public final class Operation {
    private Operation() {}

    /** The operation's parameters and body, with the names that the contract gives them; none where nothing matched. */
    public static Argument<?>[] arguments(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request).orElse(null) instanceof MethodBasedRouteInfo<?, ?> operation
                ? operation.getTargetMethod().getArguments()
                : Argument.ZERO_ARGUMENTS;
    }
}
