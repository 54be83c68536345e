package app.inboundflow.server.problem;

import app.inboundflow.server.api.model.ConflictProblem;
import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.api.model.Meta;
import app.inboundflow.server.api.model.Problem;
import app.inboundflow.server.http.ResponseMeta;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import jakarta.inject.Singleton;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one place where an answer becomes an error: whatever went wrong leaves as a documented problem, and never as Java. */
@Primary
@Singleton
public class ProblemRenderer
        implements ErrorResponseProcessor<Object>, ExceptionHandler<ProblemException, HttpResponse<?>> {
    /** The media type of every error, RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private final ResponseMeta meta;

    ProblemRenderer(ResponseMeta meta) {
        this.meta = meta;
    }

    @Override
    @SuppressWarnings("rawtypes") // the type of the overridden method
    public HttpResponse<?> handle(HttpRequest request, ProblemException problem) {
        return render(request, HttpResponse.ok(), problem);
    }

    @Override
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var request = context.getRequest();
        var cause = context.getRootCause().orElse(null);
        return render(request, response, problem(request, response, cause));
    }

    /** Makes a response the answer that a problem gets. */
    public MutableHttpResponse<Object> render(
            HttpRequest<?> request, MutableHttpResponse<?> response, ProblemException problem) {
        var type = problem.type();
        problem.headers().forEach(response.getHeaders()::set);
        // Also here, because what is not even a request passes no filter.
        response.getHeaders().set("X-Request-Id", ResponseMeta.requestId(request));
        return response.status(type.status()).contentType(MEDIA_TYPE).body(document(problem, meta.of(request)));
    }

    /** The document that describes a problem. */
    public static Object document(ProblemException problem, Meta meta) {
        var type = problem.type();
        return type.status() == HttpStatus.CONFLICT.getCode()
                ? new ConflictProblem(
                        type.path(),
                        type.title(),
                        type.status(),
                        problem.detail(),
                        type.code(),
                        problem.existingId(),
                        problem.errors(),
                        meta)
                : new Problem(
                        type.path(),
                        type.title(),
                        type.status(),
                        problem.detail(),
                        type.code(),
                        problem.errors(),
                        meta);
    }

    private static ProblemException problem(
            HttpRequest<?> request, HttpResponse<?> response, @Nullable Throwable cause) {
        var thrown = ProblemException.causing(cause);
        if (thrown.isPresent()) {
            return thrown.get();
        }
        if (decodingFailure(request) instanceof Exception failure) {
            return notHttp(failure);
        }
        if (cause instanceof URISyntaxException) {
            return ProblemException.of(
                    ProblemType.INVALID_REQUEST, "The path or the query is not properly percent-encoded.");
        }
        if (DatabaseTrouble.isUnreachable(cause)) {
            return DatabaseTrouble.problem();
        }
        return switch (response.code()) {
            case 400 ->
                ProblemException.invalid(List.of(
                        new FieldError("", FieldErrorIn.BODY, "malformed", "must be well-formed JSON in UTF-8")));
            case 404 -> ProblemException.of(ProblemType.NOT_FOUND, "The API has no path " + request.getPath() + ".");
            case 405 -> ProblemException.methodNotAllowed(request.getMethodName(), allowed(response));
            case 406 -> ProblemException.of(ProblemType.NOT_ACCEPTABLE, "This path answers with application/json.");
            case 413 -> ProblemException.of(ProblemType.PAYLOAD_TOO_LARGE, "A request body is at most 65536 bytes.");
            case 415 ->
                ProblemException.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body as Content-Type: application/json.");
            default ->
                ProblemException.of(
                        ProblemType.INTERNAL_ERROR,
                        "It was logged under the id of this request, which helps when you ask for help.");
        };
    }

    /** The framework lists them in any order. */
    private static String allowed(HttpResponse<?> response) {
        return Stream.of(String.valueOf(response.getHeaders().get("Allow")).split(","))
                .map(String::strip)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What kept the request line and the headers from being understood; the framework tells it in no other way. */
    private static @Nullable Throwable decodingFailure(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                ? netty.getNativeRequest().decoderResult().cause()
                : null;
    }

    private static ProblemException notHttp(Exception failure) {
        if (failure instanceof TooLongHttpLineException) {
            return ProblemException.of(ProblemType.URI_TOO_LONG, "The path and query together are too long.");
        }
        return failure instanceof TooLongHttpHeaderException
                ? ProblemException.of(ProblemType.HEADERS_TOO_LARGE, "The headers together are too large.")
                : ProblemException.of(ProblemType.INVALID_REQUEST, "This is not an HTTP request.");
    }
}
