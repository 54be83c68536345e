package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final Path ROOT =
            Path.of(System.getProperty("inboundflow.contract")).getParent();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `INBOUNDFLOW_.*$");

    @Test
    void theTableOfTheReadmeIsThatOfTheVariables() throws IOException {
        var table = Arrays.stream(Setting.values())
                .map(setting -> "| `" + setting + "` | "
                        + (setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "` ") + "| "
                        + setting.meaning() + " |");
        assertThat(ROW.matcher(Files.readString(ROOT.resolve("README.md")))
                        .results()
                        .map(row -> row.group()))
                .containsExactlyElementsOf(table.toList());
    }

    @Test
    void nothingElseReadsTheEnvironment() throws IOException {
        try (var sources = Files.walk(ROOT.resolve("server/src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile)
                            .filter(source -> read(source).matches("(?s).*(System\\.getenv|\\$\\{env:).*"))
                            .map(source -> source.getFileName().toString()))
                    .containsExactly("Configuration.java");
        }
        // The launcher reads its two, and passes the others on.
        assertThat(Pattern.compile("INBOUNDFLOW_\\w+")
                        .matcher(Files.readString(ROOT.resolve("inboundflow")))
                        .results()
                        .map(name -> name.group())
                        .distinct()
                        .filter(name -> Arrays.stream(Setting.values())
                                .noneMatch(setting -> setting.toString().equals(name))))
                .isEmpty();
    }

    @Test
    void beansHaveTheSameDefaults() throws IOException {
        var defaults = Pattern.compile("\\$\\{(inboundflow\\.[a-z-]+):([^}]*)}");
        try (var sources = Files.walk(ROOT.resolve("server/src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile)
                            .flatMap(source -> defaults.matcher(read(source)).results())
                            .filter(read -> Arrays.stream(Setting.values())
                                    .anyMatch(setting -> setting.property().equals(read.group(1)))))
                    .hasSizeGreaterThan(2)
                    .allSatisfy(read -> assertThat(Arrays.stream(Setting.values())
                                    .filter(setting -> setting.property().equals(read.group(1))))
                            .extracting(Setting::byDefault)
                            .containsExactly(read.group(2)));
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void whatIsNotSetOrBlankHasItsDefault() {
        var blank = Map.of("INBOUNDFLOW_PORT", " ", "INBOUNDFLOW_HOME", "");
        for (var environment : List.of(Map.<String, String>of(), blank)) {
            var configuration = Configuration.of(environment);
            assertThat(configuration.home()).isEqualTo(Path.of(System.getProperty("user.home"), ".inboundflow"));
            assertThat(configuration.databaseUrl()).isEmpty();
            assertThat(configuration.host()).isEqualTo("127.0.0.1");
            assertThat(configuration.port()).isEqualTo(8080);
            assertThat(configuration.properties())
                    .containsEntry("inboundflow.failed-authentications-per-minute", "30")
                    .doesNotContainKey("inboundflow.client-address-header");
        }
    }

    @Test
    void whatIsSetIsStrippedAndPassedOn() {
        var configuration = Configuration.of(Map.of(
                "INBOUNDFLOW_PORT", " 0 ",
                "INBOUNDFLOW_HOME", "/srv/inbound flow",
                "INBOUNDFLOW_DATABASE_URL", "postgres://a:secret@b/c\n",
                "INBOUNDFLOW_ALLOWED_ORIGINS", "https://a.example, http://localhost:3000",
                "INBOUNDFLOW_CLIENT_ADDRESS_HEADER", "X-Real-IP"));
        assertThat(configuration.port()).isZero();
        assertThat(configuration.home()).isEqualTo(Path.of("/srv/inbound flow"));
        assertThat(configuration.databaseUrl()).contains("postgres://a:secret@b/c");
        assertThat(configuration.properties()).containsEntry("inboundflow.client-address-header", "X-Real-IP");
        assertThat(configuration.properties().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PORT | 70000              | INBOUNDFLOW_PORT must be a whole number from 0 to 65535, but is "70000".
                    PORT | tcp://10.0.0.1:80  | INBOUNDFLOW_PORT must be a whole number from 0 to 65535, but is "tcp://10.0.0.1:80".
                    PORT | 99999999999        | INBOUNDFLOW_PORT must be a whole number from 0 to 65535, but is "99999999999".
                    HOST | my host            | INBOUNDFLOW_HOST must hold no spaces, but is "my host".
                    CLIENT_ADDRESS_HEADER | X Real | INBOUNDFLOW_CLIENT_ADDRESS_HEADER must be the name of a header, but is "X Real".
                    ALLOWED_ORIGINS | * | INBOUNDFLOW_ALLOWED_ORIGINS must be origins such as https://app.example.com, without paths and with commas between them, but is "*".
                    ALLOWED_ORIGINS | https://a.example,https://b.example/ | INBOUNDFLOW_ALLOWED_ORIGINS must be origins such as https://app.example.com, without paths and with commas between them, but is "https://a.example,https://b.example/".
                    CONNECTIONS_PER_ADDRESS | -1 | INBOUNDFLOW_CONNECTIONS_PER_ADDRESS must be a whole number from 1 to 1000000, but is "-1".
                    FAILED_AUTHENTICATIONS_PER_MINUTE | 0    | INBOUNDFLOW_FAILED_AUTHENTICATIONS_PER_MINUTE must be a whole number from 1 to 1000000, but is "0".
                    FAILED_AUTHENTICATIONS_PER_MINUTE | many | INBOUNDFLOW_FAILED_AUTHENTICATIONS_PER_MINUTE must be a whole number from 1 to 1000000, but is "many".
                    """)
    void aValueThatBreaksItsRuleIsRefusedByName(String variable, String value, String message) {
        assertThatThrownBy(() -> Configuration.of(Map.of("INBOUNDFLOW_" + variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INBOUNDFLOW_DATBASE_URL", "INBOUNDFLOW_home"})
    void whatNothingReadsIsNamed(String misspelt) {
        assertThat(Configuration.unknown(
                        Map.of(misspelt, "", "INBOUNDFLOW_API_KEY", "", "INBOUNDFLOW_PORT", "", "PATH", "")))
                .containsExactly(misspelt);
    }
}
