package app.inboundflow.server.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request asks for, in names of which there are few: the path that a client wrote can hold anything. And what the generated
 * interface says of it.
 */
public final class Operation {
    private Operation() {}

    /**
     * The operation's id in the contract, such as {@code listCalls}; of a page or a health check the path, such as
     * {@code /docs/{name}}; {@code none} when there is no such path or method.
     */
    public static String of(HttpRequest<?> request) {
        return template(request)
                .filter(template -> template.startsWith("/v1/"))
                .flatMap(template -> method(request))
                .map(method -> method.getTargetMethod().getMethodName())
                .or(() -> path(request))
                .orElse("none");
    }

    /**
     * The method of the generated interface, with all that the contract says of its parameters: an implementation inherits some
     * of the annotations only.
     *
     * @throws java.util.NoSuchElementException when the request asks for no operation of the contract
     */
    public static Method declaration(HttpRequest<?> request) {
        var method = method(request).orElseThrow().getTargetMethod();
        return Arrays.stream(method.getDeclaringType().getInterfaces())
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(declared -> declared.getName().equals(method.getMethodName()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the path of a request is the API's, even if there is no operation. */
    public static boolean isOfTheApi(HttpRequest<?> request) {
        return request.getPath().startsWith("/v1/");
    }

    private static Optional<MethodBasedRouteInfo<?, ?>> method(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .filter(MethodBasedRouteInfo.class::isInstance)
                .map(route -> (MethodBasedRouteInfo<?, ?>) route);
    }

    /** The name of a method; {@code OTHER} for one that HTTP does not define. */
    public static String method(HttpMethod method) {
        return method == HttpMethod.CUSTOM ? "OTHER" : method.name();
    }

    /** The path as the contract has it, without ids and parameters; nothing when there is no such path or method. */
    public static Optional<String> path(HttpRequest<?> request) {
        return template(request)
                .map(template -> template.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT));
    }

    /** The same with parameters in the spelling of Java. */
    private static Optional<String> template(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .filter(UriRouteInfo.class::isInstance)
                .map(route -> ((UriRouteInfo<?, ?>) route).getUriMatchTemplate().toPathString());
    }
}
