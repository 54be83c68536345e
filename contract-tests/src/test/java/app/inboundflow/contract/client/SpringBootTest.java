package app.inboundflow.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.LiveServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of Spring Boot 3 with the Jackson that it pins, {@code client/src/it/spring-boot-3}, asks the real server. */
class SpringBootTest {
    @Test
    void applicationReadsCallsAndCreatesAContact(@TempDir Path directory) throws Exception {
        var target =
                Path.of(System.getProperty("inboundflow.client.readme")).resolveSibling("src/it/spring-boot-3/target");
        assertThat(target.resolve("lib"))
                .as("Build the application first: mvn -pl client/src/it/spring-boot-3 -am package -DskipTests")
                .exists();
        var server = LiveServer.shared();
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        var values = Map.of("status", "in-progress", "recording_url", "https://recordings.example/1.mp3");
        new ContractRows(dave).store("listCalls", values);
        var environment = Map.of("INBOUNDFLOW_API_KEY", dave.key(), "INBOUNDFLOW_BASE_URL", server.url());

        var result = new JavaProgram(directory)
                .run(environment, "-cp", target + "/classes:" + target + "/lib/*", "acme.Application");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("Jackson 2.17.")
                .contains("\"status\":\"in-progress\"")
                .contains("\"recording_url\":\"https://recordings.example/1.mp3\"")
                .contains("known already: true")
                .contains("Dave Auto Shop");
    }
}
