package app.inboundflow.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every field of every model, read by the client from the real server; requests, filters and errors are in the pacts. */
class ClientOnServerTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @Test
    void everyFieldIsRead() {
        var server = LiveServer.shared();
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        var rows = new ContractRows(dave);
        // The platform may say more of a message than the contract knows.
        var said = Map.of("role", "user", "content", "Hello?", "time", "2026-02-24T21:00:00Z", "mood", "calm");
        var call = rows.store("listCalls", Map.of("messages", List.of(said)));
        var contact = rows.latest("listContacts");
        var lead = rows.latest("listLeads");
        var appointment = rows.latest("listAppointments");
        var me = dave.account();
        Organization.ALL_SCOPES.forEach(me.putArray("scopes")::add);

        try (var client = InboundFlowClient.builder()
                .apiKey(dave.key())
                .baseUrl(server.url())
                .build()) {
            requireRead(call, client.calls().get(id(call)));
            requireRead(
                    call.deepCopy().without(List.of("messages")),
                    client.calls().list().items().getFirst());
            requireRead(contact, client.contacts().get(id(contact)));
            requireRead(contact, client.contacts().list().items().getFirst());
            requireRead(lead, client.leads().list().items().getFirst());
            requireRead(appointment, client.appointments().list().items().getFirst());
            requireRead(me, client.me());
        }
    }

    private static UUID id(ObjectNode row) {
        return UUID.fromString(row.get("id").asText());
    }

    private static void requireRead(ObjectNode stored, Object model) {
        assertThat(JSON.<ObjectNode>valueToTree(model)).isEqualTo(stored);
    }
}
