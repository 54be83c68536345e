package app.inboundflow.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What client/README.md shows is true: every block of Java compiles, runs, and prints what it promises. */
class ClientReadmeTest {
    private static final Path README = Path.of(System.getProperty("inboundflow.client.readme"));
    private static final List<String> JAVA = blocks("java");

    /** Beans need a framework to compile: they are in the Spring Boot application, word for word. */
    private static final List<String> BEANS =
            JAVA.stream().filter(block -> block.contains("@Bean")).toList();

    /** The first is a whole program, the others are lines of one. */
    private static final List<String> LINES =
            JAVA.stream().skip(1).filter(block -> !BEANS.contains(block)).toList();

    private final LiveServer server = LiveServer.shared();
    private JavaProgram program;

    @BeforeEach
    void begin(@TempDir Path directory) {
        program = new JavaProgram(directory);
    }

    private static List<String> blocks(String language) {
        try {
            return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(README))
                    .results()
                    .map(block -> block.group(1))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void everyBlockRuns() throws Exception {
        program.compile("-cp", Map.of("Main", JAVA.getFirst(), "Blocks", source()));
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        var rows = new ContractRows(dave);
        for (var day = 1; day <= 5; day++) {
            var said = Map.of("role", "user", "content", "Hello on day " + day);
            rows.store("listContacts", Map.of("email", "maria" + day + "@example.com"));
            rows.store(
                    "listCalls",
                    Map.of(
                            "status",
                            "completed",
                            "caller_name",
                            "Maria " + day,
                            "duration_seconds",
                            day * 10,
                            "summary",
                            "Zoë's car, day " + day,
                            "messages",
                            List.of(said)));
        }
        rows.store("listLeads", Map.of("status", "new", "urgency", "high"));
        rows.store("listAppointments", Map.of("status", "booked"));

        assertThat(requireRun("Main", dave).lines())
                .filteredOn(line -> line.matches("\\S+  Maria \\d: Zo.'s car, day \\d"))
                .hasSize(5);
        assertThat(requireRun("Blocks", dave))
                .contains("Block " + (LINES.size() - 1) + " ran")
                .contains("1 1 0")
                .contains("150 seconds on the phone")
                .contains("user: Hello on day 5", "maria5@example.com")
                .contains("GET /v1/calls?limit=1000 answered 400, invalid_request: limit must be ")
                .contains("limit must be at most 100\n")
                .contains("Dave Auto Shop has 1 leads")
                .contains("200 req_", " requests left", "\"has_more\":false")
                .contains("done");
        // Nor do they need a row, or anything to be known of one.
        var nobody = server.createOrganization("Nobody's Shop", "Starter Plan");
        requireRun("Main", nobody);
        requireRun("Blocks", nobody);
        nobody.fill();
        requireRun("Main", nobody);
        requireRun("Blocks", nobody);
        // Nor the variables: the first block of lines makes a client of them, and the program says which one it needs.
        var key = Map.of("INBOUNDFLOW_API_KEY", "sk_live_one");
        assertThat(program.run(key, "-cp", program.path(), "Blocks", "0").output())
                .isEqualTo("Block 0 ran\n");
        assertThat(program.run(Map.of(), "-cp", program.path(), "Blocks", "0").output())
                .contains("apiKey is missing");
        assertThat(program.run(Map.of(), "-cp", program.path(), "Main").output())
                .contains("Set the environment variable INBOUNDFLOW_API_KEY to an API key");
    }

    private Map<String, String> environment(Organization organization) {
        return Map.of("INBOUNDFLOW_API_KEY", organization.key(), "INBOUNDFLOW_BASE_URL", server.url());
    }

    /** Runs a program on a platform of another character set, which must make no difference. */
    private String requireRun(String name, Organization organization) throws Exception {
        var result = program.run(environment(organization), "-Dfile.encoding=US-ASCII", "-cp", program.path(), name);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    /** A program of the lines, a lambda for each block, that gives them the client of the page; or runs one, without. */
    private static String source() {
        var blocks = LINES.stream()
                .map(block -> (block.contains("var client =") ? "unused" : "client") + " -> {\n" + block + "}")
                .collect(Collectors.joining(",\n"));
        return """
                import app.inboundflow.client.*;
                import app.inboundflow.client.model.*;
                import app.inboundflow.client.testing.*;
                import java.net.ProxySelector;
                import java.net.http.HttpClient;
                import java.nio.file.*;
                import java.time.*;
                import java.util.*;
                import java.util.concurrent.CompletableFuture;

                public class Blocks {
                    interface Block { void run(InboundFlowClient client) throws Exception; }

                    static final Block[] ALL = {%s};

                    public static void main(String[] arguments) throws Exception {
                        var isOne = arguments.length > 0;
                        var last = isOne ? Integer.parseInt(arguments[0]) : ALL.length - 1;
                        for (var number = isOne ? last : 0; number <= last; number++) {
                            try (var client = isOne ? null : InboundFlowClient.fromEnv()) {
                                ALL[number].run(client);
                            }
                            System.out.println("Block " + number + " ran");
                        }
                    }
                }
                """.formatted(blocks);
    }

    @Test
    void dependenciesAreThoseThatThisBuildMakes() {
        var version = "<version>" + System.getProperty("inboundflow.version") + "</version>";
        assertThat(blocks("xml"))
                .allMatch(block -> block.contains("<groupId>app.inboundflow</groupId>") && block.contains(version))
                .anyMatch(block -> block.contains("<artifactId>inboundflow-client</artifactId>"))
                .anyMatch(block -> block.contains("<artifactId>inboundflow-client-testing</artifactId>"));
    }

    @Test
    void moduleNeedsNoOtherThanTheClients() throws Exception {
        program.compile(
                "-p",
                Map.of(
                        "module-info",
                        "module acme { requires app.inboundflow.client; }",
                        "Main",
                        "package acme; " + JAVA.getFirst()));
        var nobody = environment(server.createOrganization("Nobody's Shop", "Starter Plan"));

        var result = program.run(nobody, "-p", program.path(), "-m", "acme/acme.Main");

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void beansAreThoseOfTheApplicationThatIsCompiled() throws Exception {
        var sources = README.resolveSibling("src/it/spring-boot-3/src/main/java/acme");
        assertThat(BEANS).hasSize(2);
        assertThat(Files.readString(sources.resolve("InboundFlowConfiguration.java")))
                .endsWith(BEANS.get(0));
        assertThat(Files.readString(sources.resolve("InboundFlowFactory.java"))).endsWith(BEANS.get(1));
    }
}
