package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;

/** The build runs these tests with several versions of Jackson and Java; these are the ones that it means to run. */
class JacksonTest {
    @Test
    void jacksonIsTheOneThatTheBuildNames() {
        var version = System.getProperty("inboundflow.jackson");
        assumeTrue(version != null, "Runs with the Jackson that the jar asks for");

        assertThat(PackageVersion.VERSION).hasToString(version);
        assertThat(new JavaTimeModule().version()).hasToString(version);
    }

    @Test
    void javaIsTheOneThatTheBuildNames() {
        var version = System.getProperty("inboundflow.java");
        assumeTrue(version != null, "Runs on the newer JDK");

        assertThat(Runtime.version().feature()).hasToString(version);
    }

    @Test
    void clientIsMade() {
        try (var client = InboundFlowClient.builder().apiKey("sk_live_test").build()) {
            assertThat(client.calls()).isNotNull();
        }
    }
}
