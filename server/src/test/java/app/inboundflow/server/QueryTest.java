package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private final Api api = Organization.create().api();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calls        | limit, cursor, since, status, phone",
                "contacts     | limit, cursor, since, phone",
                "leads        | limit, cursor, since, status, urgency",
                "appointments | limit, cursor, since, status"
            })
    void everyListRefusesAnUnknownParameterAndNamesThoseItHas(String list, String documented) {
        api.get("/v1/" + list + "?limt=10")
                .expectInvalid("query limt unknown: is not a parameter of this operation; these are: " + documented);
        api.get("/v1/" + list + "?Limit=10")
                .expectInvalid("query Limit unknown: is not a parameter of this operation; these are: " + documented);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/calls/07f51470-ef1d-421c-a847-36e98732bb9b",
                "/v1/contacts/07f51470-ef1d-421c-a847-36e98732bb9b",
                "/v1/me"
            })
    void everySingleResultRefusesAnyParameter(String path) {
        api.get(path + "?limit=10")
                .expectInvalid("query limit unknown: is not a parameter of this operation, which has none");
    }

    @Test
    void createContactRefusesAnyParameter() {
        api.post("/v1/contacts?phone=%2B14155551234", "{\"phone\": \"+14155551234\"}")
                .expectInvalid("query phone unknown: is not a parameter of this operation, which has none");
    }

    @Test
    void listCallsNamesEveryParameterAtFault() {
        assertThat(api.get("/v1/calls?colour=red&limit=10&limit=10&status=&size=1")
                        .expect(400)
                        .faults())
                .containsExactlyInAnyOrder(
                        "query colour unknown: is not a parameter of this operation; these are: limit, cursor, since,"
                                + " status, phone",
                        "query limit repeated: must be given once",
                        "query status too_short: must not be empty; leave it out instead",
                        "query size unknown: is not a parameter of this operation; these are: limit, cursor, since,"
                                + " status, phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1&limit=2", "status=failed&status=failed", "phone=%2B12&phone=", "since=&since="})
    void listCallsRefusesARepeatedParameter(String query) {
        var name = query.substring(0, query.indexOf('='));

        api.get("/v1/calls?" + query).expectInvalid("query " + name + " repeated: must be given once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "cursor", "since", "status", "phone"})
    void listCallsRefusesAnEmptyParameter(String name) {
        var fault = "query " + name + " too_short: must not be empty; leave it out instead";

        api.get("/v1/calls?" + name + "=").expectInvalid(fault);
        api.get("/v1/calls?" + name).expectInvalid(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calls        | status  | completed, failed, blocked, in-progress, forwarding",
                "leads        | status  | new, contacted, qualified, converted, lost",
                "leads        | urgency | low, medium, high",
                "appointments | status  | booked, confirmed, cancelled, completed, no_show"
            })
    void everyListRefusesAValueThatIsNotInTheSet(String list, String name, String values) {
        for (var value :
                new String[] {"unknown", "COMPLETED", "NEW", "IN_PROGRESS", "%20new", "%00", "new,lost", "0"}) {
            api.get("/v1/" + list + "?" + name + "=" + value)
                    .expectInvalid("query " + name + " invalid_value: must be one of: " + values);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=%00",
                "cursor=%00",
                "since=%00",
                "status=%00",
                "phone=%2B1415%00",
                "%00=1",
                "phone=%ED%A0%80"
            })
    void listCallsRefusesNullCharactersAndBrokenUtf8(String query) {
        api.get("/v1/calls?" + query).expect(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=%",
                "limit=%1",
                "limit=%zz",
                "phone=%2B1415%",
                "phone=%zz",
                "%zz=1",
                "since=%2",
                "colour=%",
                "%"
            })
    void listCallsRefusesMalformedPercentEncoding(String query) throws IOException {
        Wire.exchange(api, "GET /v1/calls?" + query).expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone=|", "phone={}", "phone=\"", "phone=\\", "phone=^`", "phone=<>", "since=ä"})
    void listCallsRefusesCharactersThatNoAddressHas(String query) throws IOException {
        Wire.exchange(api, "GET /v1/calls?" + query).expect(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/calls/%", "/v1/calls/%zz", "/v1/contacts/%", "/v1/contacts/%2", "/v1/calls/%ff"})
    void getCallRefusesMalformedPercentEncoding(String path) throws IOException {
        assertThat(Wire.exchange(api, "GET " + path).status()).isIn(400, 404);
    }

    @Test
    void listCallsRefusesValuesThatAreTooLong() {
        assertThat(api.get("/v1/calls?phone=%2B" + "1".repeat(1000)).expect(400).faults())
                .allMatch(fault -> fault.startsWith("query phone "))
                .isNotEmpty();
        assertThat(api.get("/v1/calls?since=" + "1".repeat(1000)).expect(400).faults())
                .allMatch(fault -> fault.startsWith("query since "))
                .isNotEmpty();
        assertThat(api.get("/v1/calls?limit=" + "1".repeat(1000)).expect(400).faults())
                .containsExactly("query limit out_of_range: must be at most 100");
    }

    @Test
    void listCallsRefusesAnAddressThatIsTooLong() throws IOException {
        Wire.exchange(api, "GET /v1/calls?cursor=" + "A".repeat(20_000)).expect(414);
    }

    @Test
    void listCallsRefusesHeadersThatAreTooLarge() throws IOException {
        Wire.exchange(api, "GET /v1/calls", "X-Large: " + "A".repeat(20_000)).expect(431);
    }

    @Test
    void listCallsTakesAQuestionMarkWithoutAQuery() {
        api.get("/v1/calls?").expect(200);
    }
}
