package app.inboundflow.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import app.inboundflow.contract.spec.BreakingChange.Broken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever uses the last released contract can continue with this one. */
class BreakingChangeTest {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "released");
    private static final ContractDocument RELEASED = ContractDocument.read(releasedFile());

    @Test
    void theContractBreaksNobodyWhoUsesTheLastReleasedOne() {
        var current = ContractDocument.current();

        var breaks = ContractComparison.between(RELEASED, current);

        Results.write(
                Proof.CONTRACT,
                "breaking-changes",
                RELEASED.version().equals(current.version())
                        ? "nothing released yet"
                        : "no breaking changes since " + RELEASED.version(),
                Map.of());
        assertThat(breaks)
                .as(
                        "openapi.yaml breaks programs written against %s. Undo what is listed, or add the new beside the"
                                + " old; what must go, goes with /v2. The JSON Pointers are places in openapi.yaml:%n%s",
                        releasedFile().getFileName(),
                        breaks.stream().map(change -> "- " + change).collect(Collectors.joining("\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void whatBreaksSomebodyIsCaught(NamedEdit edit) {
        var broken = Broken.valueOf(edit.breaks());

        var breaks = ContractComparison.between(RELEASED, edit.of(RELEASED));

        assertThat(breaks)
                .as("must be reported as breaking %s of %s", broken, edit.operation())
                .anyMatch(change -> change.operations().contains(edit.operation()))
                .allMatch(change -> change.broken() == broken);
    }

    static List<NamedEdit> whatBreaksSomebodyIsCaught() {
        return NamedEdit.read("breaking.yaml");
    }

    @ParameterizedTest
    @MethodSource
    void whatBreaksNobodyPasses(NamedEdit edit) {
        assertThat(ContractComparison.between(RELEASED, edit.of(RELEASED))).isEmpty();
    }

    static List<NamedEdit> whatBreaksNobodyPasses() {
        return NamedEdit.read("compatible.yaml");
    }

    @Test
    void theReleasedContractIsNamedAfterItsVersion() {
        assertThat(releasedFile().getFileName())
                .as("rename the file, see README.md beside it")
                .hasToString("openapi-" + RELEASED.version() + ".yaml");
    }

    private static Path releasedFile() {
        try (var files = Files.newDirectoryStream(DIRECTORY, "openapi-*.yaml")) {
            var found = files.iterator();
            var file = found.next();
            if (found.hasNext()) {
                throw new IllegalStateException(
                        DIRECTORY + " keeps the last released contract only; remove " + file + " or " + found.next());
            }
            return file;
        } catch (IOException failed) {
            throw new IllegalStateException("the last released contract belongs into " + DIRECTORY, failed);
        }
    }
}
