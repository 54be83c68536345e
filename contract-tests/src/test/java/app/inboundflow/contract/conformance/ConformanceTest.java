package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.inboundflow.check.Client;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Sentence;
import app.inboundflow.check.Walk;
import app.inboundflow.check.Witness;
import app.inboundflow.contract.live.LiveServer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A walk of the whole API: every exchange is as documented, and in the end everything that is documented was seen. */
class ConformanceTest {
    private final Coverage coverage = new Coverage();

    @TestFactory
    Stream<DynamicTest> theServerIsWhatTheContractSays() {
        var server = LiveServer.shared();
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        dave.fill();
        var mary = server.createOrganization("Mary Auto Shop", "Starter Plan");
        var client = new Client(server.url(), dave.key(), Pace.UNLIMITED, coverage, new Witness());
        var stranger = new Client(server.url(), mary.key(), Pace.UNLIMITED, coverage);
        var walk = new Walk(client, Optional.of(stranger));
        return Stream.of(
                        Stream.of(walk.reading(), new RoundTrip(mary).steps(stranger), walk.writing())
                                .flatMap(List::stream)
                                .map(step -> dynamicTest(step.name(), step.body()::run)),
                        new RefusingWalk(server, dave, coverage).steps(),
                        Stream.of(dynamicTest("everything that is declared was seen", this::requireAll)))
                .flatMap(steps -> steps);
    }

    @Test
    void everySentenceIsInTheContract() {
        assertThat(Sentence.values()).allMatch(Sentence::isFound);
    }

    private void requireAll() {
        coverage.write();
        assertThat(coverage.unseen())
                .as(
                        "Declared in openapi.yaml and not seen by the walk: add the request that provokes it, or the row that"
                                + " shows it (ContractRows); or take it out of the contract if no request can.")
                .isEmpty();
    }
}
