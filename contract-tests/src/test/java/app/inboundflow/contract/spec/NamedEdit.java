package app.inboundflow.contract.spec;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A change to the contract out of src/test/resources/edits, and what the tests have to say about it.
 *
 * @param what what is done, in words
 * @param by the commands that do it, see {@link Edits#run}
 * @param breaks a {@link BreakingChange.Broken}, where the change breaks somebody
 * @param operation the id of an operation that is concerned, where the change breaks somebody
 * @param rule the name of the {@link Rule} that is broken, where one is
 */
record NamedEdit(String what, String by, String breaks, String operation, String rule) {

    static List<NamedEdit> read(String file) {
        try {
            return List.of(new YAMLMapper()
                    .readValue(
                            Path.of("src", "test", "resources", "edits", file).toFile(), NamedEdit[].class));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    ContractDocument of(ContractDocument contract) {
        return contract.edited(edits -> edits.run(by));
    }

    @Override
    public String toString() {
        return what;
    }
}
