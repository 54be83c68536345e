package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Makes {@code target/contract-report.html} of what the proofs left under {@code target/contract-report}. */
final class ContractReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Path target;
    private final String deployment;

    /** The report of a run against a deployment, or, when that is empty, against the server of this build. */
    ContractReport(Path target, String deployment) {
        this.target = target;
        this.deployment = deployment;
    }

    /** Deletes the results of earlier runs: the page shows one run. */
    void begin() throws IOException {
        if (Files.isDirectory(target.resolve("contract-report"))) {
            try (var old = Files.newDirectoryStream(target.resolve("contract-report"), "*.json")) {
                for (var file : old) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Writes the page and says the same in five lines. */
    String write(int passed, int skipped, List<String> failures) throws IOException {
        var sections = sections();
        var run = new Run(contractVersion(), commit(), TIME.format(Instant.now()), passed, skipped, failures);
        Files.createDirectories(target);
        Files.writeString(target.resolve("contract-report.html"), Page.of(run, sections));
        var lines = new StringBuilder();
        for (var section : sections) {
            lines.append("%s %-20s %s%n".formatted(section.verdict().sign(), section.title(), section.sentence()));
        }
        return lines.toString();
    }

    private List<Section> sections() throws IOException {
        var conformance = read(deployment.isEmpty() ? "conformance.json" : "anywhere.json");
        return List.of(
                ConformanceSection.of(conformance, deployment),
                AlterationsSection.of(read("alterations.json")),
                BreakingChangesSection.of(read("breaking-changes.json")),
                PactsSection.of(read("pacts.json")),
                SpecSection.of(read("spec.json")));
    }

    private JsonNode read(String name) throws IOException {
        var file = target.resolve("contract-report").resolve(name);
        return Files.exists(file) ? JsonMapper.builder().build().readTree(file.toFile()) : MissingNode.getInstance();
    }

    private static String contractVersion() throws IOException {
        var file = Path.of(System.getProperty("inboundflow.contract", "openapi.yaml"));
        return YAMLMapper.builder()
                .build()
                .readTree(file.toFile())
                .at("/info/version")
                .asText();
    }

    private static String commit() {
        try {
            var git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var said = git.getInputStream()) {
                return new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException noGit) {
            return "";
        }
    }
}
