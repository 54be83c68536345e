package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.internal.UnknownTexts;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** GraalVM is told of every class that Jackson finds by reflection. */
class NativeImageTest {
    private static final String METADATA = "/META-INF/native-image/app.inboundflow/inboundflow-client/";

    private static JsonNode read(String file) throws Exception {
        try (var in = NativeImageTest.class.getResourceAsStream(METADATA + file)) {
            return Json.MAPPER.readTree(in);
        }
    }

    @Test
    void everyModelIsNamed() throws Exception {
        var models = Path.of(Class.forName("app.inboundflow.client.model.Call")
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("app/inboundflow/client/model");
        try (var files = Files.list(models)) {
            var expected = Stream.concat(
                            files.map(file -> file.getFileName().toString().replace(".class", ""))
                                    .filter(name -> !name.equals("package-info"))
                                    .map(name -> "app.inboundflow.client.model." + name),
                            Stream.of(SyncMark.State.class, SyncMark.Round.class, UnknownTexts.Writer.class)
                                    .map(Class::getName))
                    .toList();

            assertThat(read("reflect-config.json").findValuesAsText("name"))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void resourceIsNamed() throws Exception {
        var pattern = read("resource-config.json").findValue("pattern").asText();

        assertThat("app/inboundflow/client/client.properties").matches(pattern);
        assertThat(Engine.class.getResource("client.properties")).isNotNull();
    }
}
