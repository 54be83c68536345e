package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.http.ProblemRenderer;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ConversionErrorHandler;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.UnsatisfiedRouteHandler;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import java.util.List;

/** Turns what the framework finds wrong with a request's body into a 400 that names the fields. */
@Factory
class InvalidRequestHandlers {
    private static final FieldError NO_BODY =
            new FieldError("", FieldErrorIn.BODY, "required", "must be a JSON object; the request has none");

    private final ProblemRenderer renderer;

    InvalidRequestHandlers(ProblemRenderer renderer) {
        this.renderer = renderer;
    }

    /** The body is missing; of the parameters none is required but those in the path. */
    @Singleton
    @Replaces(UnsatisfiedRouteHandler.class)
    ExceptionHandler<UnsatisfiedRouteException, HttpResponse<?>> missingBody() {
        return (request, missing) -> renderer.handle(request, Problems.invalid(List.of(NO_BODY)));
    }

    /** The body is not as documented; what {@link ParameterFilter} lets through of the parameters is readable. */
    @Singleton
    @Replaces(ConversionErrorHandler.class)
    ExceptionHandler<ConversionErrorException, HttpResponse<?>> unreadableBody() {
        return (request, unreadable) -> renderer.handle(
                request,
                ProblemException.causing(unreadable)
                        .orElseGet(() -> Problems.invalid("The value of "
                                + unreadable.getArgument().getName() + " is not of the documented type.")));
    }
}
