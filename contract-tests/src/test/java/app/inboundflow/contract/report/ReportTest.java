package app.inboundflow.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.report.ReportListener.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report says what the proofs left, never ✓ where a test failed. */
class ReportTest {
    @TempDir
    Path directory;

    private final Map<Proof, Outcome> outcomes = new EnumMap<>(Proof.class);

    private Page page() throws IOException {
        var all = new Outcome();
        outcomes.values().forEach(outcome -> {
            all.passed += outcome.passed;
            all.failures.addAll(outcome.failures);
        });
        return new Page(all, outcomes, directory);
    }

    private void left(Proof proof, int passed, String json) throws IOException {
        Files.writeString(directory.resolve(proof + "-.json"), json);
        outcomes.computeIfAbsent(proof, unknown -> new Outcome()).passed = passed;
    }

    @Test
    void saysWhatWasNotRun() throws IOException {
        assertThat(page().lines().lines())
                .hasSize(Proof.values().length)
                .allMatch(line -> line.matches("– .* not run"));
        assertThat(page().html()).contains("not everything was run");
    }

    @Test
    void saysWhatIsProved() throws IOException {
        for (var proof : Proof.values()) {
            left(proof, 1, "{\"sentence\": \"fine\", \"tables\": {\"Seen\": {\"getMe\": {\"200\": 3, \"404\": 0}}}}");
        }

        assertThat(page().lines().lines()).allMatch(line -> line.matches("✓ .* fine"));
        assertThat(page().html())
                .contains("✓ Contract, server and client agree.", "200 3", "<span class=\"chip lacking\">✗ 404 0");
    }

    @Test
    void isNotDeceivedByWhatAProofLeftBeforeATestFailed() throws IOException {
        left(Proof.MEANING, 7, "{\"sentence\": \"9 of 9 lies caught\"}");
        outcomes.get(Proof.MEANING).failures.add("<b>one</b>");

        assertThat(page().lines()).contains("✗ Meaning").contains("1 tests failed; 9 of 9 lies caught");
        assertThat(page().html()).contains("do not agree", "<li>&lt;b&gt;one&lt;/b&gt;</li>");
    }

    @Test
    void everyTestClassOfAProofIsKnown() {
        assertThat(Proof.of("app.inboundflow.contract.saboteur.SaboteurTest")).contains(Proof.FORM);
        assertThat(Proof.of("app.inboundflow.contract.pact.consumer.CallsPactTest"))
                .contains(Proof.PACTS);
        assertThat(Proof.of("app.inboundflow.contract.live.LiveServerTest")).isEmpty();
    }
}
