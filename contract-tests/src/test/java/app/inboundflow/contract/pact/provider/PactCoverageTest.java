package app.inboundflow.contract.pact.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.contract.pact.Promises;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The Java client's pact is about the whole API: an operation that is added is not forgotten here. */
class PactCoverageTest {
    @Test
    void theClientReliesOnEveryOperation() throws IOException {
        var operations = new PactFolders()
                .load(ServerHonoursPacts.PROVIDER).stream()
                        .filter(pact -> pact.getConsumer().getName().equals("inboundflow-java-client"))
                        .flatMap(pact -> pact.getInteractions().stream())
                        .map(Promises::operationId)
                        .toList();
        assumeFalse(operations.isEmpty(), "The consumer tests, which write the client's pact, did not run before.");

        assertThat(operations)
                .as(
                        "Add the missing operation to the tests of pact.consumer; or, if you ran only some of them, run all.")
                .containsAll(Contract.operations().stream().map(Operation::id).toList());
    }
}
