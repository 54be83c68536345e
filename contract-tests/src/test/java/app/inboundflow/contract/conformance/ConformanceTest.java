package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.inboundflow.contract.live.LiveServer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A walk of the whole API: every exchange is as documented, and in the end everything that is documented was seen. */
class ConformanceTest {
    @TestFactory
    Stream<DynamicTest> theServerIsWhatTheContractSays() {
        var server = LiveServer.shared();
        var organization = server.createOrganization("Dave Auto Shop", "Starter Plan");
        Showcase.fill(organization);
        var coverage = new Coverage();
        var client = new RecordingClient(server.url(), organization.key(), coverage, Pace.UNLIMITED);
        return Stream.of(
                        new ReadingWalk(client).steps(),
                        new WritingWalk(client).steps(),
                        new RefusingWalk(server, organization, coverage).steps(),
                        Stream.of(dynamicTest("everything that is declared was seen", () -> requireAll(coverage))))
                .flatMap(Function.identity());
    }

    private static void requireAll(Coverage coverage) {
        coverage.write("conformance.json");
        assertThat(coverage.unseen())
                .as(
                        "Declared in openapi.yaml and not seen by the walk: add the request that provokes it, or the row that"
                                + " shows it (Showcase); or take it out of the contract if no request can.")
                .isEmpty();
    }
}
