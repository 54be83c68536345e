package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The walk at a deployment: {@code mvn -pl contract-tests -am verify -Dinboundflow.url=https://… -Dinboundflow.key=…}.
 * It reads, at the deployment's own rate limit, and changes nothing; with {@code -Dinboundflow.write=true} it makes contacts
 * too, whose phone numbers begin with +999. The key needs every scope that is walked.
 */
@EnabledIfSystemProperty(
        named = "inboundflow.url",
        matches = ".+",
        disabledReason = "walks the deployment that -Dinboundflow.url names, and none is named")
class AnywhereTest {
    private final Coverage coverage = new Coverage();

    @TestFactory
    Stream<DynamicTest> theDeploymentIsWhatTheContractSays() {
        var url = System.getProperty("inboundflow.url").replaceFirst("/+$", "");
        var key = System.getProperty("inboundflow.key", "");
        if (key.isBlank()) {
            throw new IllegalStateException("Give the key to walk " + url + " with: -Dinboundflow.key=sk_live_…");
        }
        var client = new RecordingClient(url, key, coverage, Pace.obeying(Clock.systemUTC()));
        var reading = new ReadingWalk(client).steps();
        var walk = Boolean.getBoolean("inboundflow.write")
                ? Stream.concat(reading, new WritingWalk(client).steps())
                : reading;
        return Stream.concat(walk, Stream.of(dynamicTest("every operation that was walked answered", this::report)));
    }

    /** A deployment's data need not have all enum values and nulls, but each reading operation must answer. */
    private void report() {
        coverage.write("anywhere.json");
        for (var operation : List.of("listCalls", "listContacts", "listLeads", "listAppointments", "getMe")) {
            assertThat(coverage.operations().get(operation).get(200))
                    .as(operation)
                    .isPositive();
        }
    }
}
