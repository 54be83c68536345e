package app.inboundflow.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What client/README.md shows is true: every block of Java compiles, runs, and prints what it promises. */
class ClientReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    private Map<String, String> environment;

    @BeforeEach
    void callSomeDay() {
        var server = LiveServer.shared();
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        environment = environment(server, dave);
        var rows = new ContractRows(dave);
        for (var day = 1; day <= 5; day++) {
            rows.store("listContacts", Map.of("name", "Maria " + day, "email", "maria" + day + "@example.com"));
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
                            List.of(Map.of("role", "user", "content", "Hello on day " + day))));
        }
        rows.store("listLeads", Map.of("status", "new", "urgency", "high"));
        rows.store("listAppointments", Map.of("status", "booked"));
    }

    @Test
    void everyBlockRuns() throws Exception {
        var blocks = blocks("java");
        var program = new JavaProgram(directory)
                .compile("-cp", Map.of("Main", blocks.get(0), "Blocks", source(blocks.subList(1, blocks.size()))));

        var output = runAll(program, environment);
        assertThat(output.lines())
                .as("what the first program prints, and the others")
                .filteredOn(line -> line.matches("\\S+  Maria \\d: Zo.*day \\d"))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(output)
                .contains("Block " + (blocks.size() - 1) + " ran")
                .contains("1 1 0")
                .contains("150 seconds on the phone")
                .contains("user: Hello on day 5", "maria5@example.com")
                .contains(
                        "GET /v1/calls?limit=1000 answered 400, invalid_request: limit must be ",
                        "limit must be at most 100")
                .contains("Dave Auto Shop has 1 leads")
                .contains("200 req_", " requests left", "\"has_more\":false")
                .contains("done");
        // Nor do they need a row, or anything to be known of one.
        var server = LiveServer.shared();
        var nobody = server.createOrganization("Nobody's Shop", "Starter Plan");
        runAll(program, environment(server, nobody));
        nobody.fill();
        runAll(program, environment(server, nobody));
    }

    private static Map<String, String> environment(LiveServer server, Organization organization) {
        return Map.of("INBOUNDFLOW_API_KEY", organization.key(), "INBOUNDFLOW_BASE_URL", server.url());
    }

    private static String runAll(JavaProgram program, Map<String, String> variables) throws Exception {
        var main = program.run("Main", variables);
        var others = program.run("Blocks", variables);
        assertThat(main.exitCode()).as(main.output()).isZero();
        assertThat(others.exitCode()).as(others.output()).isZero();
        return main.output() + others.output();
    }

    @Test
    void setUpTakesVariablesThatAreNotSet() throws Exception {
        var setUp = blocks("java").get(1);
        assertThat(setUp).contains(".baseUrl(System.getenv(\"INBOUNDFLOW_BASE_URL\"))");
        var program = new JavaProgram(directory)
                .compile("-cp", Map.of("Main", blocks("java").get(0), "SetUp", """
                    import app.inboundflow.client.*;
                    import java.time.Duration;
                    public class SetUp {
                        public static void main(String[] arguments) {
                            %s
                            System.out.println(client);
                        }
                    }
                    """.formatted(setUp)));

        assertThat(program.run("SetUp", Map.of("INBOUNDFLOW_API_KEY", "sk_live_one"))
                        .output())
                .isEqualTo("InboundFlowClient[https://api.inboundflow.app]\n");
        assertThat(program.run("SetUp", Map.of()).output()).contains("apiKey is missing");
        assertThat(program.run("Main", Map.of()).output())
                .contains("Set the environment variable INBOUNDFLOW_API_KEY to an API key");
    }

    @Test
    void dependencyIsTheOneThatThisBuildMakes() throws Exception {
        assertThat(blocks("xml").get(1))
                .contains("<artifactId>inboundflow-client-testing</artifactId>")
                .contains("<version>" + System.getProperty("inboundflow.version") + "</version>");
        assertThat(blocks("xml").get(0))
                .contains("<groupId>app.inboundflow</groupId>")
                .contains("<artifactId>inboundflow-client</artifactId>")
                .contains("<version>" + System.getProperty("inboundflow.version") + "</version>");
    }

    @Test
    void textIsReadOnAPlatformOfAnotherCharacterSet() throws Exception {
        var program = new JavaProgram(directory).compile("Names", """
            public class Names {
                public static void main(String[] arguments) {
                    try (var client = app.inboundflow.client.InboundFlowClient.fromEnv()) {
                        client.calls().list().items().get(0).getSummary().chars().forEach(c -> System.out.print(c + " "));
                    }
                }
            }
            """);

        var result = program.run("Names", environment, "-Dfile.encoding=US-ASCII");

        assertThat(result.output()).startsWith("90 111 235 39 115 32");
    }

    @Test
    void moduleNeedsNoOtherThanTheClients() throws Exception {
        var program = new JavaProgram(directory)
                .compile(
                        "-p",
                        Map.of(
                                "module-info",
                                "module acme { requires app.inboundflow.client; }",
                                "Acme",
                                "package acme; " + blocks("java").get(0).replace("class Main", "class Acme")));

        var result = program.runModule("acme/acme.Acme", environment);

        assertThat(result.output().lines()).as(result.output()).hasSize(5);
    }

    /** The blocks as methods of one program, each with the client of the page, if it makes none of its own. */
    private static String source(List<String> blocks) {
        var source = new StringBuilder("""
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
            """);
        var main = new ArrayList<String>();
        for (var block : blocks) {
            var number = main.size() + 1;
            var parameter = block.contains("var client =") ? "unused" : "client";
            source.append("    static void block%d(InboundFlowClient %s) throws Exception {%n%s    }%n"
                    .formatted(number, parameter, block.indent(8)));
            main.add("            block%1$d(client);%n            System.out.println(\"Block %1$d ran\");%n"
                    .formatted(number));
        }
        return source + "    public static void main(String[] arguments) throws Exception {\n"
                + "        try (var client = InboundFlowClient.fromEnv()) {\n" + String.join("", main)
                + "        }\n    }\n}\n";
    }

    /** Beans need a framework to compile: they are in the Spring Boot application, word for word. */
    @Test
    void beansAreThoseOfTheApplicationThatIsCompiled() throws Exception {
        var sources = Path.of(System.getProperty("inboundflow.client.readme"))
                .resolveSibling("src/it/spring-boot-3/src/main/java/acme");
        var beans = allBlocks("java").stream().filter(ClientReadmeTest::isBean).toList();

        assertThat(beans).hasSize(2);
        assertThat(Files.readString(sources.resolve("InboundFlowConfiguration.java")))
                .endsWith(beans.get(0));
        assertThat(Files.readString(sources.resolve("InboundFlowFactory.java"))).endsWith(beans.get(1));
    }

    private static boolean isBean(String block) {
        return block.contains("@Bean");
    }

    private static List<String> blocks(String language) throws Exception {
        return allBlocks(language).stream().filter(block -> !isBean(block)).toList();
    }

    private static List<String> allBlocks(String language) throws Exception {
        var readme = Files.readString(Path.of(System.getProperty("inboundflow.client.readme")));
        return BLOCK.matcher(readme)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }
}
