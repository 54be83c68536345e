package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Fault;
import app.inboundflow.client.FaultServer.Reply;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest extends FaultTest {
    private List<String> keys() {
        return server.requests().stream()
                .map(request -> request.header("Idempotency-Key"))
                .toList();
    }

    @Test
    void createContactKeepsItsKeyThroughAllAttempts() {
        server.reply(created().fault(Fault.RESET_IN_BODY), created().fault(Fault.CLOSE_AT_ONCE), created());

        assertThat(client.contacts().create(newContact()).getPhone()).isEqualTo("+14155559999");

        assertThat(keys()).hasSize(3).first().asString().hasSize(36);
        assertThat(Set.copyOf(keys())).hasSize(1);
        assertThat(server.requests()).allSatisfy(request -> assertThat(words(request.method(), request.body()))
                .isEqualTo("POST {\"phone\":\"+14155559999\"}"));
    }

    @Test
    void createContactTakesANewKeyForEachContact() {
        server.otherwise(created());

        client.contacts().create(newContact());
        client.contacts().create(newContact());

        assertThat(Set.copyOf(keys())).hasSize(2);
    }

    @Test
    void createContactSendsAnOwnKeyAsGiven() {
        server.reply(Reply.of(503).header("Retry-After", "0"), created());

        client.contacts().create(newContact(), "order-17:~!");

        assertThat(keys()).containsExactly("order-17:~!", "order-17:~!");
    }

    @Test
    void createContactWaitsForAFirstAttemptThatIsStillRunning() {
        server.reply(
                created().fault(Fault.CLOSE_IN_BODY),
                Reply.problem(409, "idempotency_key_in_use").header("Retry-After", "0"),
                created());

        assertThat(client.contacts().create(newContact()).getPhone()).isEqualTo("+14155559999");

        assertThat(keys()).hasSize(3);
        assertThat(Set.copyOf(keys())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "ä", "tab\t"})
    void createContactRefusesAnIllegalKey(String key) {
        assertThatThrownBy(() -> client.contacts().create(newContact(), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("idempotencyKey must be 1 to 255 visible ASCII characters");
        assertThatThrownBy(() -> client.contacts().create(newContact(), "x".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void listCallsSendsNoKey() {
        server.reply(calls(null, 1));

        client.calls().list();

        assertThat(server.request().headers()).doesNotContainKey("Idempotency-Key");
    }
}
