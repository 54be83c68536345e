package app.inboundflow.client.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.AuthenticationException;
import app.inboundflow.client.ConflictException;
import app.inboundflow.client.ConnectionException;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.InboundFlowException;
import app.inboundflow.client.InvalidRequestException;
import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.NotFoundException;
import app.inboundflow.client.PermissionException;
import app.inboundflow.client.ServerException;
import app.inboundflow.client.model.Account;
import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.CallDetail;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.Message;
import app.inboundflow.client.model.NewContact;
import app.inboundflow.client.model.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of the fake rely on; that it behaves as the API documents is proved by the contract tests' walk. */
class FakeInboundFlowTest {
    private final FakeInboundFlow fake = FakeInboundFlow.start();
    private final InboundFlowClient client = fake.client();

    @AfterEach
    void close() {
        client.close();
        fake.close();
    }

    @Test
    void rowsAreListedNewestFirstAndFiltered() {
        fake.add(new Call().callerName("One").status(CallStatus.FAILED).callerPhone("+14155550001"));
        fake.add(new CallDetail()
                .callerName("Two")
                .messages(List.of(new Message().role("user").content("Hi"))));

        assertThat(client.calls().list().items())
                .extracting(Call::getCallerName)
                .containsExactly("Two", "One");
        assertThat(client.calls()
                        .list(new ListCallsParameters().status(CallStatus.FAILED))
                        .items())
                .extracting(Call::getCallerName)
                .containsExactly("One");
        assertThat(client.calls()
                        .list(new ListCallsParameters().phone("+14155550001").limit(1))
                        .items())
                .hasSize(1);
        assertThat(client.calls()
                        .get(client.calls().list().items().get(0).getId())
                        .getMessages())
                .extracting(Message::getContent)
                .containsExactly("Hi");
    }

    @Test
    void addAnswersWhatIsStored() {
        var contact = fake.add(new Contact().name("Maria"));

        assertThat(client.contacts().get(contact.getId())).isEqualTo(contact);
        assertThatThrownBy(() -> fake.add(new Contact().id(contact.getId())))
                .isInstanceOf(IllegalArgumentException.class);
        fake.remove(contact.getId());
        assertThatThrownBy(() -> client.contacts().get(contact.getId())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void contactsAreCreatedOnce() {
        var contact =
                client.contacts().create(new NewContact().phone("+14155559999").name("John"), "order-1");

        assertThat(client.contacts()
                        .create(new NewContact().phone("+14155559999").name("John"), "order-1"))
                .isEqualTo(contact);
        assertThat(fake.contacts()).containsExactly(contact);
        assertThatThrownBy(() -> client.contacts().create(new NewContact().phone("+14155559999")))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.existingId()).isEqualTo(contact.getId()));
        assertThatThrownBy(() -> client.contacts().create(new NewContact().phone("4155559999")))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.fieldErrors().get(0).getField()).isEqualTo("phone"));
    }

    @Test
    void anAnswerThatIsLostLeavesOneContact() {
        fake.failNext(Fault.LOST_ANSWER);

        var contact = client.contacts().create(new NewContact().phone("+14155559999"));

        assertThat(fake.contacts()).containsExactly(contact);
        assertThat(fake.requests()).containsExactly("POST /v1/contacts", "POST /v1/contacts");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 429, 431, 500, 503})
    void requestsFailOnDemand(int status) {
        fake.failNext(status);
        var once = client.withOptions(o -> o.maxRetries(0));

        assertThatThrownBy(once::me).isInstanceOfSatisfying(InboundFlowException.class, e -> {
            assertThat(e.status()).isEqualTo(status);
            assertThat(e.code()).isNotNull();
        });
        assertThat(client.withOptions(o -> o.pacing(false)).me()).isNotNull();
    }

    @Test
    void connectionsFailOnDemand() {
        fake.failNext(Fault.STALL);
        var hasty = client.withOptions(o -> o.maxRetries(0).timeout(Duration.ofMillis(300)));

        assertThatThrownBy(hasty::me).isInstanceOfSatisfying(ConnectionException.class, e -> assertThat(e.isTimeout())
                .isTrue());
        assertThatThrownBy(() -> fake.failNext(200)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void serverThatIsDownComesBack() {
        fake.failNext(503).failNext(503);

        assertThat(client.me().getOrganizationName()).isEqualTo("Dave Auto Shop");
        fake.failNext(503);
        assertThatThrownBy(client.withOptions(o -> o.maxRetries(0))::me).isInstanceOf(ServerException.class);
    }

    @Test
    void accountAndScopesAreAsTold() {
        fake.account(new Account().organizationName("Acme").plan("Pro")).scopes(Set.of(Scope.CALLS_READ));

        assertThat(client.me().getOrganizationName() + client.me().getScopes()).isEqualTo("Acme[calls:read]");
        assertThat(client.calls().list().items()).isEmpty();
        assertThatThrownBy(client.leads()::list).isInstanceOf(PermissionException.class);
    }

    @Test
    void anotherKeyIsRefused() {
        try (var stranger = InboundFlowClient.builder()
                .apiKey("sk_live_other")
                .baseUrl(fake.url())
                .build()) {
            assertThatThrownBy(stranger::me).isInstanceOf(AuthenticationException.class);
        }
        assertThatThrownBy(() -> client.calls().get(UUID.randomUUID())).isInstanceOf(NotFoundException.class);
    }
}
