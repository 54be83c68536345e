package app.inboundflow.server.docs;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The interactive reference: our page and script around Swagger UI. Only the files that are listed here are served. */
@Singleton
class Reference {
    private static final String HTML = "text/html;charset=utf-8";
    private static final String CSS = "text/css;charset=utf-8";
    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final String PNG = "image/png";

    private final ServedFile page = ServedFile.ofClassPath("docs/reference.html", HTML);
    private final Map<String, ServedFile> files;

    Reference() {
        var swaggerUi = "META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion() + "/";
        files = Map.of(
                "pages.css", ServedFile.ofClassPath("docs/pages.css", CSS),
                "reference.js", ServedFile.ofClassPath("docs/reference.js", SCRIPT),
                "swagger-ui.css", ServedFile.ofClassPath(swaggerUi + "swagger-ui.css", CSS),
                "swagger-ui-bundle.js", ServedFile.ofClassPath(swaggerUi + "swagger-ui-bundle.js", SCRIPT),
                "favicon-16x16.png", ServedFile.ofClassPath(swaggerUi + "favicon-16x16.png", PNG),
                "favicon-32x32.png", ServedFile.ofClassPath(swaggerUi + "favicon-32x32.png", PNG));
    }

    /** The page. */
    ServedFile page() {
        return page;
    }

    /** One of the files that the pages are made of. */
    Optional<ServedFile> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The version of the dependency, which is part of the path of its files. */
    private static String swaggerUiVersion() {
        var about = new Properties();
        try {
            about.load(new StringReader(new String(
                    ServedFile.read("META-INF/maven/org.webjars/swagger-ui/pom.properties"), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return about.getProperty("version");
    }
}
