package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.http.Operation;
import app.inboundflow.server.http.ProblemRenderer;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ConversionErrorHandler;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.UnsatisfiedRouteHandler;
import io.micronaut.validation.exceptions.ConstraintExceptionHandler;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import java.util.Comparator;
import java.util.List;

/** Turns what the framework finds wrong with a request's parameters and body into a 400 that names the fields. */
@Factory
class InvalidRequestHandlers {
    private final ProblemRenderer renderer;

    InvalidRequestHandlers(ProblemRenderer renderer) {
        this.renderer = renderer;
    }

    /** A bound of the contract is broken. */
    @Singleton
    @Replaces(ConstraintExceptionHandler.class)
    ExceptionHandler<ConstraintViolationException, HttpResponse<?>> brokenConstraints() {
        return (request, broken) -> render(
                request,
                broken.getConstraintViolations().stream()
                        .map(violation -> FieldErrors.of(violation, Operation.arguments(request)))
                        .sorted(Comparator.comparing(FieldError::getField).thenComparing(FieldError::getCode))
                        .toList());
    }

    /** A required parameter or the body is missing. */
    @Singleton
    @Replaces(UnsatisfiedRouteHandler.class)
    ExceptionHandler<UnsatisfiedRouteException, HttpResponse<?>> missingArgument() {
        return (request, missing) -> render(request, List.of(FieldErrors.missing(missing.getArgument())));
    }

    /** A value cannot be read as its documented type. */
    @Singleton
    @Replaces(ConversionErrorHandler.class)
    ExceptionHandler<ConversionErrorException, HttpResponse<?>> unreadableArgument() {
        return (request, unreadable) -> ProblemException.causing(unreadable)
                .<HttpResponse<?>>map(problem -> renderer.handle(request, problem))
                .orElseGet(() -> render(request, List.of(FieldErrors.unreadable(unreadable.getArgument()))));
    }

    private HttpResponse<?> render(HttpRequest<?> request, List<FieldError> errors) {
        return renderer.handle(request, Problems.invalid(errors));
    }
}
