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
    @TestFactory
    Stream<DynamicTest> theServerIsWhatTheContractSays() {
        var server = LiveServer.shared();
        var organization = server.createOrganization("Dave Auto Shop", "Starter Plan");
        organization.fill();
        var coverage = new Coverage();
        var client = new Client(server.url(), organization.key(), Pace.UNLIMITED, coverage.and(new Witness()));
        var other = server.createOrganization("Mary Auto Shop", "Starter Plan");
        var stranger = new Client(server.url(), other.key(), Pace.UNLIMITED, coverage);
        var roundTrip = new RoundTrip(other);
        var walk = new Walk(client, Optional.of(stranger));
        return Stream.concat(
                Stream.of(walk.reading(), roundTrip.steps(stranger), walk.writing())
                        .flatMap(List::stream)
                        .map(step -> dynamicTest(step.name(), step.body()::run)),
                Stream.concat(
                        new RefusingWalk(server, organization, coverage).steps(),
                        Stream.of(dynamicTest("everything that is declared was seen", () -> requireAll(coverage)))));
    }

    @Test
    void everySentenceIsInTheContract() {
        assertThat(Sentence.values()).allMatch(Sentence::isFound);
    }

    private static void requireAll(Coverage coverage) {
        coverage.write();
        assertThat(coverage.unseen())
                .as(
                        "Declared in openapi.yaml and not seen by the walk: add the request that provokes it, or the row that"
                                + " shows it (ContractRows); or take it out of the contract if no request can.")
                .isEmpty();
    }
}
