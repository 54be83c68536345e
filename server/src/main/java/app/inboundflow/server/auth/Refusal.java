package app.inboundflow.server.auth;

import app.inboundflow.server.http.ProblemRenderer;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import app.inboundflow.server.ratelimit.FailedAuthentications;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;

/** Turns away who has no valid key, always with the same words, and whose key lacks the scope, naming it. */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
class Refusal implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
    private final FailedAuthentications failures;
    private final ProblemRenderer problems;

    Refusal(FailedAuthentications failures, ProblemRenderer problems) {
        this.failures = failures;
        this.problems = problems;
    }

    @Override
    @SuppressWarnings("rawtypes") // the type of the overridden method
    public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException refused) {
        HttpRequest<?> typed = request;
        return problems.render(typed, HttpResponse.ok(), problem(typed, refused));
    }

    private ProblemException problem(HttpRequest<?> request, AuthorizationException refused) {
        if (refused.isForbidden()) {
            var scope = RouteAttributes.getRouteMatch(request)
                    .map(AnnotationMetadata.class::cast)
                    .map(route -> String.join(", ", route.stringValues(Secured.class)))
                    .orElse("");
            return Problems.insufficientScope(scope);
        }
        try {
            failures.count(request);
            return Problems.unauthorized();
        } catch (ProblemException tooMany) {
            // An exception that leaves an exception handler would be logged as an error of ours.
            return tooMany;
        }
    }
}
