package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @Test
    void listCallsReturnsEveryPropertyButMessages() {
        var contact = organization.contact("phone", "+1234567890");
        var call = organization.call(
                "caller_phone", "+1234567890",
                "caller_name", "Dave",
                "status", "forwarding",
                "duration_seconds", 55,
                "summary", "Called about auto repair...",
                "transcript", "Full conversation transcript...\nwith \"quotes\", ümläuts and 🚗",
                "recording_url", "https://recordings.inboundflow.app/07f51470.mp3",
                "transfer_status", "completed",
                "started_at", "2026-02-24T20:59:00Z",
                "ended_at", "2026-02-24T22:00:00.5+01:00",
                "assistant_id", "5b0a6d8e-7f43-4a35-9a51-0d1c8a2f6e11",
                "contact_id", contact,
                "created_at", "2026-02-24T20:59:00.000001Z");
        organization.messages(call, "[{\"role\": \"user\", \"content\": \"My car makes a grinding noise.\"}]");

        api.get("/v1/calls").expect(200, """
                {
                  "data": [
                    {
                      "id": "%s",
                      "caller_phone": "+1234567890",
                      "caller_name": "Dave",
                      "status": "forwarding",
                      "duration_seconds": 55,
                      "summary": "Called about auto repair...",
                      "transcript": "Full conversation transcript...\\nwith \\"quotes\\", ümläuts and 🚗",
                      "recording_url": "https://recordings.inboundflow.app/07f51470.mp3",
                      "transfer_status": "completed",
                      "started_at": "2026-02-24T20:59:00Z",
                      "ended_at": "2026-02-24T21:00:00.500Z",
                      "assistant_id": "5b0a6d8e-7f43-4a35-9a51-0d1c8a2f6e11",
                      "contact_id": "%s",
                      "created_at": "2026-02-24T20:59:00.000001Z"
                    }
                  ],
                  "has_more": false,
                  "next_cursor": null
                }
                """.formatted(call, contact));
    }

    @Test
    void listCallsReturnsNullForWhatIsNotKnown() {
        var call = organization.call(
                "status", "blocked", "started_at", "2026-02-24T20:59:00Z", "created_at", "2026-02-24T20:59:00Z");

        api.get("/v1/calls").expect(200, """
                {
                  "data": [
                    {
                      "id": "%s",
                      "caller_phone": null,
                      "caller_name": null,
                      "status": "blocked",
                      "duration_seconds": null,
                      "summary": null,
                      "transcript": null,
                      "recording_url": null,
                      "transfer_status": null,
                      "started_at": "2026-02-24T20:59:00Z",
                      "ended_at": null,
                      "assistant_id": null,
                      "contact_id": null,
                      "created_at": "2026-02-24T20:59:00Z"
                    }
                  ],
                  "has_more": false,
                  "next_cursor": null
                }
                """.formatted(call));
    }

    @Test
    void listCallsReturnsAnEmptyPageWhenThereAreNone() {
        api.get("/v1/calls").expect(200, "{\"data\": [], \"has_more\": false, \"next_cursor\": null}");
    }

    @Test
    void listCallsReturnsNewestFirst() {
        var middle = organization.call("created_at", "2026-02-24T20:59:00.000002Z");
        var oldest = organization.call("created_at", "2026-02-24T20:59:00.000001Z");
        var newest = organization.call("created_at", "2026-02-24T20:59:00.000003Z");

        assertThat(api.ids("/v1/calls")).containsExactly(newest, middle, oldest);
    }

    @Test
    void listCallsReturnsTheGreatestIdFirstAmongEqualTimestamps() {
        var lowest = organization.call("id", "00000000-0000-4000-8000-000000000001", "created_at", "2026-02-24");
        // Java's own order of UUIDs, which is signed, would have it last.
        var greatest = organization.call("id", "f0000000-0000-4000-8000-000000000000", "created_at", "2026-02-24");
        var middle = organization.call("id", "00000000-0000-4000-8000-000000000002", "created_at", "2026-02-24");

        assertThat(api.ids("/v1/calls")).containsExactly(greatest, middle, lowest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "failed", "blocked", "in-progress", "forwarding"})
    void listCallsFiltersByStatus(String status) {
        for (var other : new String[] {"completed", "failed", "blocked", "in-progress", "forwarding"}) {
            organization.call("status", other);
        }

        var answer = api.get("/v1/calls?status=" + status).expect(200);

        assertThat(answer.ids()).hasSize(1);
        assertThat(answer.body()).contains("\"status\":\"" + status + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B14155551234", "+14155551234", "%2b14155551234", "%2B1415%35551234", "%2014155551234"})
    void listCallsFiltersByPhoneHoweverItsPlusIsWritten(String phone) {
        var call = organization.call("caller_phone", "+14155551234");
        organization.call("caller_phone", "+141555512345");
        organization.call();

        assertThat(api.ids("/v1/calls?phone=" + phone)).containsExactly(call);
        assertThat(api.ids("/v1/calls?limit=1&phone=" + phone + "&status=completed"))
                .containsExactly(call);
    }

    @Test
    void listCallsCombinesItsFiltersWithAnd() {
        var wanted = organization.call("caller_phone", "+14155551234", "status", "failed", "created_at", "2026-02-24");
        organization.call("caller_phone", "+14155551234", "status", "failed", "created_at", "2026-02-22");
        organization.call("caller_phone", "+14155551234", "status", "completed", "created_at", "2026-02-24");
        organization.call("caller_phone", "+14155551235", "status", "failed", "created_at", "2026-02-24");

        assertThat(api.ids("/v1/calls?phone=%2B14155551234&status=failed&since=2026-02-23T00:00:00Z"))
                .containsExactly(wanted);
    }

    @Test
    void listCallsReturnsFiftyUnlessALimitIsGiven() {
        for (var i = 0; i < 101; i++) {
            organization.call();
        }

        assertThat(api.ids("/v1/calls")).hasSize(50);
        assertThat(api.ids("/v1/calls?limit=1")).hasSize(1);
        assertThat(api.ids("/v1/calls?limit=100")).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "2147483647", "2147483648", "-99999999999999999999"})
    void listCallsRefusesALimitOutOfRange(String limit) {
        api.get("/v1/calls?limit=" + limit)
                .expectInvalid("query limit out_of_range: must be at "
                        + (limit.equals("0") || limit.startsWith("-") ? "least 1" : "most 100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "1.0", "1e1", "0x10", "%2B10", "1%2010", "10;", "١٠"})
    void listCallsRefusesALimitThatIsNoWholeNumber(String limit) {
        api.get("/v1/calls?limit=" + Urls.encode(limit))
                .expectInvalid("query limit invalid_type: must be a whole number");
    }

    @Test
    void getCallReturnsItsMessages() {
        var call = organization.call("started_at", "2026-02-24T20:59:00Z", "created_at", "2026-02-24T20:59:00Z");
        organization.messages(call, """
                [{"role": "assistant", "content": "Dave Auto Shop, how can I help?", "time": "2026-02-24T20:59:02Z"},
                 {"role": "tool", "content": "", "name": "book", "arguments": {"day": null, "slots": [1, 2.50, true]}}]
                """);

        api.get("/v1/calls/" + call).expect(200, """
                {
                  "data": {
                    "id": "%s",
                    "caller_phone": null,
                    "caller_name": null,
                    "status": "completed",
                    "duration_seconds": null,
                    "summary": null,
                    "transcript": null,
                    "recording_url": null,
                    "transfer_status": null,
                    "started_at": "2026-02-24T20:59:00Z",
                    "ended_at": null,
                    "assistant_id": null,
                    "contact_id": null,
                    "messages": [
                      {
                        "role": "assistant",
                        "content": "Dave Auto Shop, how can I help?",
                        "time": "2026-02-24T20:59:02Z"
                      },
                      {
                        "role": "tool",
                        "content": "",
                        "name": "book",
                        "arguments": {"day": null, "slots": [1, 2.50, true]}
                      }
                    ],
                    "created_at": "2026-02-24T20:59:00Z"
                  }
                }
                """.formatted(call));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890123",
                "-9223372036854775809",
                "0.1000000000000000055511151231257827021181583404541015625",
                "1234567890.12345678901234567890",
                "1e300",
                "1E-300",
                "1.10",
                "-0.0"
            })
    void getCallKeepsEveryDigitOfANumberInAMessage(String number) {
        var call = organization.call();
        organization.messages(call, "[{\"role\": \"tool\", \"content\": \"\", \"score\": " + number + "}]");

        var score = Pattern.compile("\"score\": ?([^}]*)}")
                .matcher(api.get("/v1/calls/" + call).expect(200).body());

        assertThat(score.find()).isTrue();
        assertThat(new BigDecimal(score.group(1))).isEqualTo(new BigDecimal(number));
    }

    @Test
    void getCallReturnsAnEmptyArrayWhenNothingWasSaid() {
        var call = organization.call();

        assertThat(api.get("/v1/calls/" + call).expect(200).body()).contains("\"messages\":[]");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 500, 996})
    void getCallAnswersMessagesHoweverDeepTheyAreNested(int depth) {
        var call = organization.call();
        var deep = "[".repeat(depth) + "1" + "]".repeat(depth);
        organization.messages(call, "[{\"role\":\"a\",\"content\":\"b\",\"deep\":" + deep + "}]");

        assertThat(api.get("/v1/calls/" + call).expect(200).body()).contains("\"deep\":" + deep + "}");
    }

    @Test
    void getCallAnswersThatThereIsNoSuchCall() {
        api.get("/v1/calls/" + UUID.randomUUID()).expect(404, """
                {
                  "type": "/problems/not_found",
                  "title": "There is nothing here",
                  "status": 404,
                  "detail": "There is no such call.",
                  "code": "not_found",
                  "errors": []
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1-1-1-1-1",
                "07f51470-ef1d-421c-a847-36e98732bb9",
                "07f51470-ef1d-421c-a847-36e98732bb9bb",
                "07f51470ef1d421ca84736e98732bb9b",
                "07f51470-ef1d-421c-a847-36e98732bb9g",
                "%7B07f51470-ef1d-421c-a847-36e98732bb9b%7D",
                "%00",
                "'%20OR%20true"
            })
    void getCallRefusesAnIdThatIsNoUuid(String id) {
        api.get("/v1/calls/" + id)
                .expectInvalid(
                        "path call_id invalid_format: must be a UUID, such as 07f51470-ef1d-421c-a847-36e98732bb9b");
    }
}
