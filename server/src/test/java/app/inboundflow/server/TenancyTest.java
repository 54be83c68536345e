package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenancyTest {
    private final Organization mine = Organization.create();
    private final Organization theirs = Organization.create();
    private final Api api = mine.api();

    @ParameterizedTest
    @ValueSource(strings = {"calls", "contacts", "leads", "appointments"})
    void everyListReturnsTheRowsOfTheCallersOrganizationOnly(String list) {
        var row = mine.row(list);
        var other = theirs.row(list);

        assertThat(api.ids("/v1/" + list)).containsExactly(row);
        assertThat(theirs.api().ids("/v1/" + list)).containsExactly(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "contacts"})
    void everySingleResultOfAnotherOrganizationIsTheSame404AsNone(String list) {
        var other = theirs.row(list);
        theirs.api().get("/v1/" + list + "/" + other).expect(200);

        var hidden = api.get("/v1/" + list + "/" + other).expect(404);
        var none = api.get("/v1/" + list + "/" + UUID.randomUUID()).expect(404);

        assertThat(withoutMeta(hidden)).isEqualTo(withoutMeta(none));
        assertThat(hidden.headers().map().keySet())
                .isEqualTo(none.headers().map().keySet());
    }

    @Test
    void getCallReturnsTheCallersOwnWhenTwoOrganizationsHaveTheSameId() {
        var id = mine.call("caller_name", "Dave");
        theirs.call("id", id, "caller_name", "Sarah");
        theirs.messages(id, "[{\"role\": \"user\", \"content\": \"secret\"}]");

        var call = api.get("/v1/calls/" + id).expect(200);

        assertThat(call.body()).contains("Dave", "\"messages\":[]").doesNotContain("secret");
    }

    @Test
    void listCallsFindsNoCallerOfAnotherOrganizationByPhone() {
        theirs.call("caller_phone", "+14155551234");

        assertThat(api.ids("/v1/calls?phone=%2B14155551234")).isEmpty();
    }

    @Test
    void createContactMakesAContactWhosePhoneAnotherOrganizationHas() {
        theirs.contact("phone", "+14155551234");

        var made = api.createContact("{\"phone\": \"+14155551234\"}").expect(201);

        assertThat(api.ids("/v1/contacts?phone=%2B14155551234"))
                .containsExactly(UUID.fromString(made.data().optString("id")));
        theirs.api().get(made.header("Location")).expect(404);
    }

    private static String withoutMeta(Answer answer) {
        var json = answer.json();
        json.remove("meta");
        return json.toString();
    }
}
