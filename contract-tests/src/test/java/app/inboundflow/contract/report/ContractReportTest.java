package app.inboundflow.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report says what the proofs left, and what they did not. */
class ContractReportTest {
    @TempDir
    Path target;

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectory(target.resolve("contract-report"));
    }

    private String lines(String... failures) throws IOException {
        return new ContractReport(target, "").write(7, 1, List.of(failures));
    }

    private String page() throws IOException {
        return Files.readString(target.resolve("contract-report.html"));
    }

    private void left(String file, String json) throws IOException {
        Files.writeString(target.resolve("contract-report").resolve(file), json);
    }

    @Test
    void saysWhatWasNotRun() throws IOException {
        assertThat(lines().lines()).hasSize(5).allMatch(line -> line.endsWith("not run"));
        assertThat(page()).contains("What was run agrees; not everything was run.", "7 tests passed");
    }

    @Test
    void saysWhatIsFine() throws IOException {
        left(
                "conformance.json",
                "{\"exchanges\": 1, \"operations\": {\"getMe\": {\"200\": 3}}, \"enums\": {}, \"nullables\": {}}");
        left("alterations.json", "{\"made\": 2, \"caught\": 2}");
        left("breaking-changes.json", "{\"released\": \"1.0.0\", \"current\": \"1.1.0\", \"breakingChanges\": []}");
        left("pacts.json", "{\"consumers\": [{\"name\": \"web\", \"interactions\": [{\"verified\": true}]}]}");
        left("spec.json", "{\"rules\": [{\"rule\": \"r\"}], \"examples\": {\"validated\": {\"schemas\": 1}}}");

        assertThat(lines().lines()).hasSize(5).allMatch(line -> line.startsWith("✓"));
        assertThat(page()).contains("Contract, server and client agree.");
    }

    @Test
    void demandsNothingOfTheDataOfADeployment() throws IOException {
        left("anywhere.json", "{\"exchanges\": 1, \"operations\": {\"getMe\": {\"200\": 1, \"403\": 0}}}");

        assertThat(new ContractReport(target, "https://api.example.com").write(1, 0, List.of()))
                .startsWith("✓ Conformance          1 exchanges with https://api.example.com as documented; 1 of 2 ");
        assertThat(page()).contains("the data of the deployment").doesNotContain("class=\"number bad\"");
    }

    @Test
    void saysWhatIsNot() throws IOException {
        left("conformance.json", "{\"operations\": {\"getMe\": {\"200\": 0}}}");
        left(
                "alterations.json",
                "{\"made\": 2, \"caught\": 1, \"missed\": [{\"operation\": \"getMe\", \"alteration\": \"<script>\"}]}");
        left("breaking-changes.json", "{\"breakingChanges\": [{\"place\": \"/a\", \"what\": \"gone\"}]}");
        left("pacts.json", "{\"consumers\": [{\"name\": \"web\", \"interactions\": [{\"verified\": false}]}]}");
        left("spec.json", "{\"rules\": [{\"rule\": \"r\", \"violations\": [\"here\"]}]}");

        assertThat(lines().lines()).hasSize(5).allMatch(line -> line.startsWith("✗"));
        assertThat(page())
                .contains("Contract, server and client do not agree.", "<code>&lt;script&gt;</code>")
                .doesNotContain("<script>");
    }

    @Test
    void saysWhatFailed() throws IOException {
        lines("<b>one</b>");

        assertThat(page()).contains("do not agree", "<li>&lt;b&gt;one&lt;/b&gt;</li>");
    }

    @Test
    void forgetsTheRunBefore() throws IOException {
        left("alterations.json", "{\"made\": 2, \"caught\": 2}");

        new ContractReport(target, "").begin();

        assertThat(lines()).doesNotContain("2 of 2");
    }
}
