package app.inboundflow.server.http;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.problem.DatabaseTrouble;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.micronaut.context.annotation.Primary;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns everything that can go wrong into a documented problem. No answer shows an exception of Java. */
@Primary
@Singleton
public class ProblemRenderer
        implements ErrorResponseProcessor<Object>, ExceptionHandler<ProblemException, HttpResponse<?>> {
    /** The media type of every error, RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private final ResponseMeta meta;
    private final FailureLog failures;

    ProblemRenderer(ResponseMeta meta, FailureLog failures) {
        this.meta = meta;
        this.failures = failures;
    }

    @Override
    @NonBlocking
    @SuppressWarnings("rawtypes") // the type of the overridden method
    public HttpResponse<?> handle(HttpRequest request, ProblemException problem) {
        return render(request, HttpResponse.ok(), problem);
    }

    @Override
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var request = context.getRequest();
        var cause = context.getRootCause().orElse(null);
        return render(request, response, problem(request, response, cause), cause);
    }

    /** Makes a response the answer that a problem gets. */
    public MutableHttpResponse<Object> render(
            HttpRequest<?> request, MutableHttpResponse<?> response, ProblemException problem) {
        return render(request, response, problem, null);
    }

    private MutableHttpResponse<Object> render(
            HttpRequest<?> request,
            MutableHttpResponse<?> response,
            ProblemException problem,
            @Nullable Throwable cause) {
        if (problem.type().status() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
            failures.log(request, problem, cause);
        }
        var type = problem.type();
        problem.headers().forEach(response.getHeaders()::set);
        return response.status(type.status()).contentType(MEDIA_TYPE).body(problem.document(meta.of(request)));
    }

    private static ProblemException problem(
            HttpRequest<?> request, HttpResponse<?> response, @Nullable Throwable cause) {
        var thrown = ProblemException.causing(cause);
        if (thrown.isPresent()) {
            return thrown.get();
        }
        var trouble = DatabaseTrouble.problem(request.getMethod(), cause);
        if (trouble.isPresent()) {
            return trouble.get();
        }
        return switch (response.code()) {
            case 400 ->
                Problems.invalid(List.of(
                        new FieldError("", FieldErrorIn.BODY, "malformed", "must be well-formed JSON in UTF-8")));
            case 404 -> Problems.noSuchPath(request.getPath());
            case 405 -> Problems.methodNotAllowed(request.getMethodName(), allowed(response));
            case 406 -> Problems.notAcceptable();
            case 413 -> Problems.payloadTooLarge();
            case 415 -> Problems.unsupportedMediaType();
            // Whatever else the framework finds wrong with a request, such as 408, 417 and 501.
            case 500 -> Problems.internalError();
            default -> Problems.invalid("This is not a request that the API understands.");
        };
    }

    /** The methods of a path, sorted. The framework lists them in any order. */
    private static String allowed(HttpResponse<?> response) {
        return Stream.of(String.valueOf(response.getHeaders().get("Allow")).split(","))
                .map(String::strip)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
