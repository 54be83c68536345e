package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {
    private static final String KEY = "sk_live_Zm9ydHkgdHdv";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "sk_live_one\nsk_live_two", "sk_live_one two", "sk_live_ä"})
    void apiKeyRefusesWhatNoHeaderCanHoldAndNeverRepeatsIt(String key) {
        assertThatThrownBy(() -> InboundFlowClient.builder().apiKey(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("apiKey must be visible ASCII characters, such as sk_live_….");
    }

    @Test
    void apiKeyIsNeeded() {
        assertThatThrownBy(InboundFlowClient.builder()::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("apiKey is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.inboundflow.app",
                "localhost:8080",
                "/v1",
                "ftp://api.inboundflow.app",
                "https://",
                "https:///v1",
                "https://api.inboundflow.app?key=1",
                "https://api.inboundflow.app/#calls",
                "https://dave:secret@api.inboundflow.app",
                "https://api inboundflow app",
                "https://[::1",
                "https://api.inboundflow.app/a|b",
            })
    void baseUrlRefusesWhatIsNoPlaceOnTheWeb(String url) {
        assertThatThrownBy(() -> InboundFlowClient.builder().baseUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("baseUrl must look like https://api.inboundflow.app, not ");
    }

    static Stream<Named<Consumer<InboundFlowClient.Builder>>> nonsense() {
        return Stream.of(
                Named.of("no timeout", b -> b.timeout(Duration.ZERO)),
                Named.of("a negative timeout", b -> b.timeout(Duration.ofMillis(-1))),
                Named.of("no total timeout", b -> b.totalTimeout(Duration.ZERO)),
                Named.of("no connect timeout", b -> b.connectTimeout(Duration.ZERO)),
                Named.of("negative retries", b -> b.maxRetries(-1)),
                Named.of("a suffix with a line feed", b -> b.userAgentSuffix("acme\r\nX-Evil: 1")));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void settingsRefuseNonsense(Consumer<InboundFlowClient.Builder> setting) {
        assertThatThrownBy(() -> setting.accept(InboundFlowClient.builder()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void clientTellsItsBaseUrlAndNoKey() {
        try (var client = InboundFlowClient.builder()
                .apiKey(" " + KEY + "\n")
                .baseUrl("http://localhost:8080/")
                .build()) {
            assertThat(client).hasToString("InboundFlowClient[http://localhost:8080]");
            assertThat(client.withOptions(o -> o.maxRetries(0)).toString()).doesNotContain(KEY);
            assertThat(client.async().toString() + client.calls() + InboundFlowClient.builder())
                    .doesNotContain(KEY);
        }
    }

    @Test
    void builderCanGoOnAfterAClientIsMade() {
        var builder = InboundFlowClient.builder().apiKey(KEY).baseUrl("http://localhost:1");
        try (var client = builder.build();
                var other = builder.baseUrl("http://localhost:2").build()) {
            assertThat(words(client, other))
                    .isEqualTo("InboundFlowClient[http://localhost:1] InboundFlowClient[http://localhost:2]");
        }
    }

    @Test
    void withOptionsLeavesTheClientAsItIs() {
        try (var client = InboundFlowClient.builder()
                .apiKey(KEY)
                .baseUrl("http://localhost:1")
                .build()) {
            var other = client.withOptions(o -> o.baseUrl("http://localhost:2"));

            assertThat(words(client, other))
                    .isEqualTo("InboundFlowClient[http://localhost:1] InboundFlowClient[http://localhost:2]");
        }
    }

    private static String words(Object... all) {
        return FaultTest.words(all);
    }
}
