package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever uses the last released contract can continue with this one. */
class BreakingChangeTest {
    private static final Document RELEASED = Document.read(released());

    @Test
    void theContractBreaksNobodyWhoUsesTheLastReleasedOne() {
        var current = Document.current();
        Results.write(
                Proof.CONTRACT,
                "breaking-changes",
                RELEASED.version().equals(current.version())
                        ? "nothing released yet"
                        : "no breaking changes since " + RELEASED.version(),
                Map.of());

        assertThat(Comparison.between(RELEASED, current))
                .as(
                        "openapi.yaml breaks programs written against %s. Undo what is listed, or add the new beside the old;"
                                + " what must go, goes with /v2",
                        released().getFileName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void whatBreaksSomebodyIsCaught(Edit edit) {
        assertThat(Comparison.between(RELEASED, edit.of(RELEASED)))
                .as("must be reported as breaking %s of %s", edit.breaks(), edit.operation())
                .anyMatch(change -> change.operation().equals(edit.operation()))
                .allMatch(change -> change.broken().name().equals(edit.breaks()));
    }

    static List<Edit> whatBreaksSomebodyIsCaught() {
        return Edit.read("breaking.yaml");
    }

    @ParameterizedTest
    @MethodSource
    void whatBreaksNobodyPasses(Edit edit) {
        assertThat(Comparison.between(RELEASED, edit.of(RELEASED))).isEmpty();
    }

    static List<Edit> whatBreaksNobodyPasses() {
        return Edit.read("compatible.yaml");
    }

    @Test
    void theReleasedContractIsNamedAfterItsVersion() {
        assertThat(released().getFileName())
                .as("rename the file, see README.md beside it")
                .hasToString("openapi-" + RELEASED.version() + ".yaml");
    }

    private static Path released() {
        try (var files = Files.list(Path.of("src/test/resources/released"))) {
            var found = files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(found).as("the last released contract, and no other").hasSize(1);
            return found.getFirst();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
