package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
    private static final String REFUSAL = "query since invalid_format:"
            + " must be a timestamp with Z or an offset (RFC 3339), such as 2026-02-24T20:59:00Z";

    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @ParameterizedTest
    @ValueSource(strings = {"calls", "contacts", "leads", "appointments"})
    void everyListReturnsWhatWasCreatedStrictlyAfterSince(String list) {
        organization.row(list, "created_at", "2026-02-24T20:59:00.000001Z");
        var later = organization.row(list, "created_at", "2026-02-24T20:59:00.000002Z");

        assertThat(api.ids("/v1/" + list + "?since=2026-02-24T20:59:00.000000Z"))
                .hasSize(2);
        assertThat(api.ids("/v1/" + list + "?since=2026-02-24T20:59:00.000001Z"))
                .containsExactly(later);
        assertThat(api.ids("/v1/" + list + "?since=2026-02-24T20:59:00.000002Z"))
                .isEmpty();
    }

    @Test
    void listCallsReadsSinceFinerThanMicroseconds() {
        organization.call("created_at", "2026-02-24T20:59:00.000001Z");
        var later = organization.call("created_at", "2026-02-24T20:59:00.000002Z");

        assertThat(api.ids("/v1/calls?since=2026-02-24T20:59:00.0000009Z")).hasSize(2);
        assertThat(api.ids("/v1/calls?since=2026-02-24T20:59:00.000001000Z")).containsExactly(later);
        assertThat(api.ids("/v1/calls?since=2026-02-24T20:59:00.000001999Z")).containsExactly(later);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-24T22:59:00%2B02:00",
                "2026-02-24T22:59:00+02:00",
                "2026-02-24T22:59:00%2002:00",
                "2026-02-24T10:59:00-10:00",
                "2026-02-25T02:29:00.0%2B05:30",
                "2026-02-24T20:59:00.00+00:00",
                "2026-02-24T20:59:00-00:00",
                "2026-02-24t20:59:00z",
                "2026-02-24T20%3A59%3A00Z"
            })
    void listCallsReadsAnyOffset(String since) {
        organization.call("created_at", "2026-02-24T20:59:00Z");
        var later = organization.call("created_at", "2026-02-24T20:59:00.000001Z");

        assertThat(api.ids("/v1/calls?since=" + since)).containsExactly(later);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-24T20:59:00",
                "2026-02-24T20:59:00.000",
                "2026-02-30T20:59:00Z",
                "2026-02-24T24:00:00Z",
                "2026-02-24T20:60:00Z",
                "2026-02-24T20:59:61Z",
                "2026-02-24T20:59:00Z[UTC]",
                "2026-02-24T20:59:00+0200",
                "2026-02-24T20:59:00+99:00",
                "2026-02-24T20:59:00,5Z0",
                "2026-02-24T20:59:00.0000000001Z",
                "12026-02-24T20:59:00Z",
                "٢٠٢٦-02-24T20:59:00Z",
                "Tue, 24 Feb 2026 20:59:00 GMT"
            })
    void listCallsRefusesWhatIsNoTimestamp(String since) {
        api.get("/v1/calls?since=" + Urls.encode(since)).expectInvalid(REFUSAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-24", "20260224T205900Z", "1771966740", "yesterday", "now", "null"})
    void listCallsRefusesADateWithoutATime(String since) {
        assertThat(api.get("/v1/calls?since=" + since).expect(400).faults())
                .contains(REFUSAL)
                .allMatch(fault -> fault.startsWith("query since "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "0001-01-01T00:00:00+18:00", "1582-10-10T00:00:00Z"})
    void listCallsReadsTheDistantPast(String since) {
        organization.call();

        assertThat(api.ids("/v1/calls?since=" + since)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59-18:00"})
    void listCallsReadsTheDistantFuture(String since) {
        organization.call();

        assertThat(api.ids("/v1/calls?since=" + since)).isEmpty();
    }
}
