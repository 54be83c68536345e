package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.problem.ProblemType;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocsTest {
    private final Api people = TestServer.shared().anonymous();

    @Test
    void contractIsServedByteForByte() throws IOException {
        var answer = people.get("/openapi.yaml").expect(200);
        assertThat(answer.bytes()).isEqualTo(Files.readAllBytes(Path.of(System.getProperty("inboundflow.contract"))));
        assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
    }

    @Test
    void homeLeadsToTheReference() {
        assertThat(people.get("/").expect(307).header("Location")).isEqualTo("/docs");
    }

    @Test
    void referenceRefersOnlyToFilesOfThisServer() {
        var page = people.get("/docs").expect(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(links(page)).contains("/openapi.yaml", "/problems", "/docs/swagger-ui-bundle.js");
        for (var link : links(page)) {
            assertThat(link).startsWith("/").doesNotStartWith("//");
            people.get(link).expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/reference.js", "/docs/pages.css", "/problems", "/problems/rate_limited"})
    void noPageNamesAnotherHost(String path) {
        assertThat(people.get(path).expect(200).body()).doesNotContain("://").doesNotContainPattern("[\"'(]//");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/problems", "/problems/rate_limited"})
    void noPageHasAScriptOrStyleWithin(String path) {
        assertThat(people.get(path).body())
                .doesNotContain("<style", " style=", "javascript:")
                .doesNotContainPattern("<script(?! src=)")
                .doesNotContainPattern(" on[a-z]+=");
    }

    @ParameterizedTest
    @CsvSource({
        "pages.css, text/css;charset=utf-8",
        "reference.js, text/javascript;charset=utf-8",
        "swagger-ui.css, text/css;charset=utf-8",
        "swagger-ui-bundle.js, text/javascript;charset=utf-8",
        "favicon-16x16.png, image/png",
        "favicon-32x32.png, image/png",
    })
    void filesHaveTheirType(String name, String type) {
        var answer = people.get("/docs/" + name).expect(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.bytes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/nothing",
                "/docs/index.html",
                "/docs/reference.html",
                "/docs/problems.html",
                "/docs/swagger-initializer.js",
                "/docs/a/b",
                "/docs/../application.properties",
                "/docs/%2e%2e/application.properties",
                "/docs/..%2fapplication.properties",
                "/docs/%2e%2e%2fapplication.properties",
                "/docs/..%5capplication.properties",
                "/docs/%252e%252e%252fapplication.properties",
                "/docs//application.properties",
                "/docs/application.properties",
                "/application.properties",
                "/problems/nothing",
                "/problems/RATE_LIMITED",
                "/problems/../application.properties",
                "/problems/%3Cscript%3E"
            })
    void nothingElseIsReachable(String path) {
        var answer = people.get(path).expect(404);
        assertThat(answer.json().optString("code")).isEqualTo("not_found");
    }

    @Test
    void problemsListsEveryKind() {
        var page = people.get("/problems").expect(200);
        for (var type : ProblemType.values()) {
            assertThat(links(page)).contains(type.path());
            assertThat(page.body()).contains(type.code(), type.title());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemHasItsPage(ProblemType type) {
        var page = people.get(type.path(), "Accept", "application/problem+json").expect(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.body())
                .contains("<h1>" + type.title() + "</h1>", type.code(), "HTTP/1.1 " + type.status())
                .contains("&quot;code&quot;: &quot;" + type.code() + "&quot;")
                .doesNotContain("{{", "<!-- ");
        assertThat(text(page)).contains(type.meaning(), type.remedy());
        links(page).forEach(link -> people.get(link).expect(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/docs/swagger-ui-bundle.js",
                "/docs/nothing",
                "/openapi.yaml",
                "/problems",
                "/problems/rate_limited"
            })
    void pagesAreProtected(String path) {
        var answer = people.get(path);
        assertThat(List.of(answer.header("Content-Security-Policy").split("; ")))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'");
        assertThat(answer.header("Content-Security-Policy")).doesNotContain("unsafe", "http", "*");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/swagger-ui.css", "/openapi.yaml", "/problems", "/problems/rate_limited"})
    void headIsAnsweredLikeGetWithoutTheBody(String path) {
        var get = people.get(path).expect(200);
        var head = people.send("HEAD", path, BodyPublishers.noBody()).expect(200);
        assertThat(head.bytes()).isEmpty();
        for (var name : List.of("Content-Type", "Content-Length", "ETag", "Cache-Control")) {
            assertThat(head.header(name)).as(name).isNotEmpty().isEqualTo(get.header(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/swagger-ui.css", "/openapi.yaml", "/problems", "/problems/rate_limited"})
    void whatIsKnownIsNotSentAgain(String path) {
        var tag = people.get(path).header("ETag");
        assertThat(people.get(path, "If-None-Match", "\"other\", " + tag)
                        .expect(304)
                        .bytes())
                .isEmpty();
        people.get(path, "If-None-Match", "\"other\"").expect(200);
    }

    @Test
    void pagesNeverCountAgainstALimit() {
        var organization = Organization.create();
        var api = organization.api(organization.key(1));
        for (var path : List.of("/docs", "/openapi.yaml", "/problems", "/problems/rate_limited")) {
            assertThat(api.get(path).expect(200).header("X-RateLimit-Limit")).isEmpty();
        }
        api.get("/v1/me").expect(200);
        api.get("/v1/me").expect(429);
        api.get("/problems/rate_limited").expect(200);
        organization.api("nonsense").get("/problems/unauthorized").expect(200);
    }

    private static List<String> links(Answer page) {
        return Pattern.compile(" (?:href|src)=\"([^\"]*)\"")
                .matcher(page.body())
                .results()
                .map(link -> link.group(1))
                .distinct()
                .toList();
    }

    /** What a page says, without its escapes. */
    private static String text(Answer page) {
        return page.body()
                .replace("&#123;", "{")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
