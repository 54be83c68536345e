package app.inboundflow.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.report.Page.Section;
import app.inboundflow.contract.report.ReportListener.Outcome;
import app.inboundflow.contract.report.Results.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The report says what the proofs left, never ✓ where a test failed. */
class ReportTest {
    private static Page page(int passed, List<String> failures, Part... parts) {
        var outcome = new Outcome();
        outcome.passed = passed;
        outcome.failures.addAll(failures);
        return new Page(outcome, List.of(new Section(Proof.MEANING, outcome, List.of(parts))));
    }

    @Test
    void saysWhatWasNotRun() {
        assertThat(page(0, List.of(), new Part("fine", Map.of())).lines()).matches("– Meaning +not run\\R");
        assertThat(page(1, List.of()).html()).contains("not everything was run");
    }

    @Test
    void saysWhatIsProved() {
        var page = page(1, List.of(), new Part("fine", Map.of("Seen", Map.of("getMe", Map.of("200", 3, "404", 0)))));

        assertThat(page.lines()).matches("✓ Meaning +fine\\R");
        assertThat(page.html())
                .contains(
                        "✓ Contract, server and client agree.",
                        "200</th><td>3",
                        "404</th><td><span class=\"failed\">✗ 0</span>");
    }

    @Test
    void isNotDeceivedByWhatAProofLeftBeforeATestFailed() {
        var page = page(7, List.of("<b>one</b>"), new Part("9 of 9 lies caught", Map.of()));

        assertThat(page.lines()).matches("✗ Meaning +1 tests failed; 9 of 9 lies caught\\R");
        assertThat(page.html()).contains("do not agree", "<li>&lt;b&gt;one&lt;/b&gt;</li>");
    }

    @Test
    void everyTestClassBelongsToAProof() throws Exception {
        var root = Path.of(ReportTest.class.getResource("/").toURI());
        try (var files = Files.walk(root)) {
            assertThat(files.map(file -> root.relativize(file).toString().replace('/', '.'))
                            .filter(name -> name.endsWith("Test.class"))
                            .map(name -> name.replaceFirst("\\.class$", "")))
                    .contains(ReportTest.class.getName())
                    .allMatch(name -> Proof.of(name).isPresent() != name.equals(ReportTest.class.getName()));
        }
    }
}
