package app.inboundflow.server.docs;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.Optional;

/**
 * The documentation pages. Apart from health checks and metrics these are the only routes that the contract does not define. They need
 * no key and ignore the Accept header, so a program that opens the {@code type} of a problem gets the page.
 */
@Controller
@Produces(MediaType.ALL)
class DocsController {
    private static final URI REFERENCE = URI.create("/docs");

    private final ServedFile contract = ServedFile.ofClassPath("openapi.yaml", "application/yaml");
    private final Reference reference;
    private final ProblemPages problems;

    DocsController(Reference reference, ProblemPages problems) {
        this.reference = reference;
        this.problems = problems;
    }

    @Get
    HttpResponse<?> home() {
        return HttpResponse.temporaryRedirect(REFERENCE);
    }

    @Get("/openapi.yaml")
    HttpResponse<ByteBuf> contract(HttpRequest<?> request) {
        return contract.answer(request);
    }

    @Get("/docs")
    HttpResponse<ByteBuf> reference(HttpRequest<?> request) {
        return reference.page().answer(request);
    }

    @Get("/docs/{name}")
    Optional<HttpResponse<ByteBuf>> file(String name, HttpRequest<?> request) {
        return reference.file(name).map(file -> file.answer(request));
    }

    @Get("/problems")
    HttpResponse<ByteBuf> problems(HttpRequest<?> request) {
        return problems.list().answer(request);
    }

    @Get("/problems/{code}")
    Optional<HttpResponse<ByteBuf>> problem(String code, HttpRequest<?> request) {
        return problems.page(code).map(page -> page.answer(request));
    }
}
