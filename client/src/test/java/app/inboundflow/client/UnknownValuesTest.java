package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Reply;
import app.inboundflow.client.model.Account;
import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.LeadUrgency;
import app.inboundflow.client.model.Scope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends that no model has a value for. */
class UnknownValuesTest extends FaultTest {
    /** A mapper as an application has one, which knows nothing of this client. */
    private static final ObjectMapper PLAIN = new ObjectMapper().findAndRegisterModules();

    private static final List<String> STRANGE = List.of(
            "\"nonsense\"",
            "\"\"",
            "\"\\u0000\\ud800\"",
            "7",
            "-7.5",
            "1e999",
            "99999999999999999999999999",
            "1" + "0".repeat(2000),
            "true",
            "[]",
            "{}",
            "[[{\"a\":[null,\"]}\"]}],2]",
            "{\"a\":{\"b\":[\"\\\"}\"]}}");

    static Stream<Arguments> strange() {
        return Stream.of("Call", "Contact", "Lead", "Appointment")
                .flatMap(model -> Contract.properties(model).keySet().stream().flatMap(property -> STRANGE.stream()
                        .map(value -> Arguments.of(
                                model, property, value.substring(0, Math.min(40, value.length())), value))));
    }

    @ParameterizedTest(name = "{0}.{1} {2}")
    @MethodSource("strange")
    void pageReadsWhateverAFieldHolds(String model, String property, String shown, String value) throws Exception {
        var list = Class.forName("app.inboundflow.client.model." + model + "List");
        var item = PLAIN.writeValueAsString(Contract.example(model));
        var odd = (ObjectNode) PLAIN.readTree(item);
        odd.putRawValue(property, new RawValue(value));
        var json = "{\"data\":[" + item + "," + odd + "," + item + "],\"has_more\":false,\"next_cursor\":null}";

        var items = (List<?>) list.getMethod("getData").invoke(Json.read(json, list));

        assertThat(items).hasSize(3);
        assertThat(items.get(0)).isEqualTo(items.get(2));
        var strange = items.get(1);
        var read = PLAIN.valueToTree(strange).get(property);
        if (read.isNull()) {
            var kept = UnknownValues.of(strange).get(property).get(0);
            assertThat(value.startsWith("\"") ? "\"" + kept + "\"" : kept)
                    .isEqualTo(value.replace("\\u0000\\ud800", "\u0000\ud800"));
        }
        // Nothing else has changed.
        for (var name : Contract.properties(model).keySet()) {
            if (!name.equals(property)) {
                assertThat(PLAIN.valueToTree(strange).get(name))
                        .isEqualTo(PLAIN.valueToTree(items.get(0)).get(name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://recordings.example/a|b",
                "https://recordings.example/ä ö",
                "http://[not-an-address",
                "https://x/%zz",
                "not a url at all",
            })
    void addressIsText(String address) throws Exception {
        var json = Contract.example("Call");
        json.put("recording_url", address);

        var call = Json.read(PLAIN.writeValueAsString(json), Call.class);

        assertThat(call.getRecordingUrl()).isEqualTo(address);
    }

    @Test
    void listCallsIsNoPageWhenItDoesNotSayWhetherMoreFollows() {
        for (var envelope : List.of(
                "\"has_more\":true,\"next_cursor\":null",
                "\"has_more\":true,\"next_cursor\":{}",
                "\"has_more\":\"perhaps\",\"next_cursor\":null",
                "\"has_more\":false,\"next_cursor\":[7]")) {
            server.reply(Reply.json("{\"data\":[]," + envelope + "}"));

            assertThatThrownBy(client.calls()::list).as(envelope).isInstanceOf(ServerException.class);
        }
    }

    @Test
    void unknownIsWrittenAsItWasRead() throws Exception {
        var json = Contract.example("Call");
        json.put("status", "archived");
        var call = Json.read(PLAIN.writeValueAsString(json), Call.class);

        assertThat(call.getStatus()).isEqualTo(CallStatus.UNKNOWN);
        assertThat(PLAIN.readTree(PLAIN.writeValueAsString(call)).get("status").asText())
                .isEqualTo("archived");
        assertThat(PLAIN.valueToTree(call).get("status").asText()).isEqualTo("archived");
        assertThat(PLAIN.writeValueAsString(List.of(Map.of("call", call)))).contains("\"archived\"");
        assertThat(words(call, CallStatus.UNKNOWN, PLAIN.writeValueAsString(CallStatus.UNKNOWN)))
                .doesNotContain("open_api")
                .contains("status: unknown");
    }

    @Test
    void unknownInAListIsWrittenAsItWasRead() throws Exception {
        var json = Contract.example("Account");
        var scopes = List.of("calls:write", "calls:read", "notes:read", "contacts:read", "notes:write");
        json.put("scopes", scopes);

        var account = Json.read(PLAIN.writeValueAsString(json), Account.class);

        assertThat(account.getScopes()).containsExactly(Scope.UNKNOWN, Scope.CALLS_READ, Scope.CONTACTS_READ);
        assertThat(PLAIN.readTree(PLAIN.writeValueAsString(account)).get("scopes"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(scopes);
    }

    @Test
    void unknownCannotBeAskedFor() {
        assertThatThrownBy(() -> new ListCallsParameters().status(CallStatus.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("status must not be UNKNOWN: that stands for all values that are newer than this jar");
        assertThatThrownBy(() -> new ListLeadsParameters().urgency(LeadUrgency.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
