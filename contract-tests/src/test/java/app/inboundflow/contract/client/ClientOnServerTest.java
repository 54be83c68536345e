package app.inboundflow.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.client.ConflictException;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.InvalidRequestException;
import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.NewContact;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation, asked through the client's face, answered by the real server from real rows; filters and errors are in the pacts. */
class ClientOnServerTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Organization dave;
    private InboundFlowClient client;

    @BeforeEach
    void connect() {
        var server = LiveServer.shared();
        dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        client = InboundFlowClient.builder()
                .apiKey(dave.key())
                .baseUrl(server.url())
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void everyFieldIsReadWithAndWithoutBlocking() {
        var rows = new ContractRows(dave);
        var call = rows.latest("listCalls");
        var contact = rows.latest("listContacts");
        var lead = rows.latest("listLeads");
        var appointment = rows.latest("listAppointments");
        var callId = UUID.fromString(call.get("id").asText());
        var contactId = UUID.fromString(contact.get("id").asText());
        var async = client.async();

        requireRead(call, client.calls().get(callId), async.calls().get(callId).join());
        requireRead(
                call.deepCopy().without(List.of("messages")),
                client.calls().list().items().getFirst(),
                async.calls().list().join().items().getFirst());
        requireRead(
                contact,
                client.contacts().get(contactId),
                async.contacts().get(contactId).join(),
                client.contacts().list().items().getFirst(),
                async.contacts().list().join().items().getFirst());
        requireRead(
                lead,
                client.leads().list().items().getFirst(),
                async.leads().list().join().items().getFirst());
        requireRead(
                appointment,
                client.appointments().list().items().getFirst(),
                async.appointments().list().join().items().getFirst());
        var me = dave.account();
        Organization.ALL_SCOPES.forEach(me.putArray("scopes")::add);
        requireRead(me, client.me(), async.me().join());
    }

    private static void requireRead(ObjectNode stored, Object... models) {
        assertThat(models).allSatisfy(model -> assertThat(JSON.<ObjectNode>valueToTree(model))
                .isEqualTo(stored));
    }

    @Test
    void getCallReadsMessagesWithWhatThePlatformAdded() {
        var said = Map.of("role", "user", "content", "Hello?", "mood", "calm");
        var call = new ContractRows(dave).store("listCalls", Map.of("messages", List.of(said)));

        var message = client.calls()
                .get(UUID.fromString(call.get("id").asText()))
                .getMessages()
                .getFirst();

        assertThat(message.getTime()).isNull();
        assertThat(message.getAdditionalProperty("mood")).isEqualTo("calm");
    }

    @Test
    void listCallsPagesAndGoesOnFromACursor() {
        var rows = new ContractRows(dave);
        var ids = Stream.generate(
                        () -> rows.store("listCalls", Map.of()).get("id").asText())
                .limit(7)
                .map(UUID::fromString)
                .toList()
                .reversed();
        var two = new ListCallsParameters().limit(2);

        assertThat(client.calls().list(two).all()).extracting(Call::getId).isEqualTo(ids);
        var first = client.calls().list(two);
        assertThat(client.calls().list(two.cursor(first.nextCursor())).all())
                .extracting(Call::getId)
                .isEqualTo(ids.subList(2, 7));
        assertThat(first.next().next().nextAsync().join().items())
                .extracting(Call::getId)
                .isEqualTo(ids.subList(6, 7));
    }

    @Test
    void createContactMakesOneAndRepeatsUnderAKeyOfTheCallers() {
        var contact = new NewContact().phone("+14155559999").name("John Doe");

        var first = client.withResponse(asking -> asking.contacts().create(contact, "order-4711"));
        var again = client.async()
                .withResponse(asking -> asking.contacts().create(contact, "order-4711"))
                .join();

        assertThat(client.contacts().get(first.value().getId()))
                .isEqualTo(first.value())
                .isEqualTo(again.value());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        var taken = catchThrowableOfType(
                ConflictException.class, () -> client.contacts().create(contact));
        assertThat(taken.existingId()).isEqualTo(first.value().getId());
        var reused = catchThrowableOfType(InvalidRequestException.class, () -> client.contacts()
                .create(new NewContact().phone("+14155559998"), "order-4711"));
        assertThat(reused.code()).isEqualTo("idempotency_key_reused");
    }
}
