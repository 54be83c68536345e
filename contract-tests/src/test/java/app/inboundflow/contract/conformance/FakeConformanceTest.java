package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Walk;
import app.inboundflow.check.Witness;
import app.inboundflow.client.model.Appointment;
import app.inboundflow.client.model.CallDetail;
import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.Lead;
import app.inboundflow.client.testing.FakeInboundFlow;
import app.inboundflow.contract.live.ContractRows;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fake that users test with behaves as the contract says: the same walk as that of the real server. */
class FakeConformanceTest {
    private static final Set<Integer> ON_DEMAND = Set.of(403, 409, 414, 429, 431, 500, 503);

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final FakeInboundFlow fake = FakeInboundFlow.start();
    private final Coverage coverage = new Coverage();
    private final Client client = new Client(fake.url(), fake.apiKey(), Pace.UNLIMITED, coverage, new Witness());

    @TestFactory
    Stream<DynamicTest> theFakeIsWhatTheContractSays() {
        var rows = new ContractRows(this::store);
        Contract.lists().forEach(list -> ContractRows.showcase(list).forEach(values -> rows.store(list.id(), values)));
        var walk = new Walk(client, Optional.empty());
        return Stream.concat(
                Stream.of(walk.reading(), walk.writing())
                        .flatMap(List::stream)
                        .map(step -> dynamicTest(step.name(), step.body()::run)),
                Stream.of(
                        dynamicTest("failures on demand", this::failOnDemand),
                        dynamicTest("everything that is declared was seen", this::requireAll)));
    }

    private void store(Operation list, ObjectNode row) {
        switch (list.id()) {
            case "listCalls" -> fake.add(JSON.convertValue(row, CallDetail.class));
            case "listContacts" -> fake.add(JSON.convertValue(row, Contact.class));
            case "listLeads" -> fake.add(JSON.convertValue(row, Lead.class));
            case "listAppointments" -> fake.add(JSON.convertValue(row, Appointment.class));
            default -> throw new IllegalStateException("Teach the fake " + list.id());
        }
    }

    private void failOnDemand() {
        for (var request : RefusingWalk.requests()) {
            Contract.operation(request.method(), request.path()).orElseThrow().statuses().stream()
                    .filter(ON_DEMAND::contains)
                    .forEach(status -> {
                        fake.failNext(status);
                        client.expect(status, request);
                    });
        }
    }

    private void requireAll() {
        try {
            assertThat(coverage.unseen()).isEmpty();
        } finally {
            fake.close();
        }
    }
}
