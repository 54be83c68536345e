package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final String REFUSAL =
            "query cursor invalid_value: must be a next_cursor of this list, with the same filters";

    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @Test
    void listCallsReturnsEveryRowOnceInOrderWhileOthersAreInserted() throws Exception {
        var sql = TestServer.shared().sql();
        // Seven rows in each of 180 neighbouring microseconds.
        sql.execute("""
                INSERT INTO calls (organization_id, id, status, started_at, created_at)
                SELECT ?, gen_random_uuid(), 'completed', now(),
                       timestamptz '2026-02-24T20:59:59.999900Z' + (n / 7) * interval '1 microsecond'
                FROM generate_series(1, 1260) n
                """, organization.id());
        var original = sql
                .texts(
                        "SELECT id FROM calls WHERE organization_id = ? ORDER BY created_at DESC, id DESC",
                        organization.id())
                .stream()
                .map(UUID::fromString)
                .toList();
        var done = new AtomicBoolean();
        var inserted = CompletableFuture.supplyAsync(() -> {
            var rows = 0;
            while (!done.get()) {
                // Newer, older and amidst the rows that are there.
                rows += sql.execute("""
                        INSERT INTO calls (organization_id, id, status, started_at, created_at)
                        SELECT ?, gen_random_uuid(), 'failed', now(),
                               timestamptz '2026-02-24T20:59:59.999900Z' + (random() * 240 - 30) * interval '1 microsecond'
                        FROM generate_series(1, 5)
                        """, organization.id());
            }
            return rows;
        });

        var seen = new ArrayList<UUID>();
        try {
            var cursor = "";
            for (var more = true; more; ) {
                // A page may be of another size than the one before.
                var page = api.get("/v1/calls?limit=" + (17 + seen.size() % 5) + cursor)
                        .expect(200);
                seen.addAll(page.ids());
                more = page.json().getBoolean("has_more");
                cursor = more ? "&cursor=" + page.nextCursor() : "";
            }
        } finally {
            done.set(true);
        }

        assertThat(inserted.get()).isPositive();
        assertThat(seen).doesNotHaveDuplicates();
        var originals = new HashSet<>(original);
        assertThat(seen.stream().filter(originals::contains).toList()).isEqualTo(original);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "contacts", "leads", "appointments"})
    void everyListPagesThroughEqualTimestamps(String list) throws JSONException {
        for (var i = 0; i < 9; i++) {
            organization.row(list, "created_at", i < 5 ? "2026-02-24T20:59:00.000001Z" : "2026-02-24T20:59:00.000002Z");
        }
        var expected = TestServer.shared()
                .sql()
                .texts(
                        "SELECT id FROM " + list + " WHERE organization_id = ? ORDER BY created_at DESC, id DESC",
                        organization.id());

        for (var limit : List.of(1, 2, 3, 4, 9, 10)) {
            assertThat(api.allIds("/v1/" + list + "?limit=" + limit))
                    .extracting(UUID::toString)
                    .isEqualTo(expected);
        }
    }

    @Test
    void listCallsEndsAPageEarlyWhoseTranscriptsAreLong() throws JSONException {
        var organization = Organization.create();
        var api = organization.api();
        // Three bytes a character, which is the most that a UTF-16 unit can have.
        var transcript = "\u20ac".repeat(500_000);
        var expected = new ArrayList<UUID>();
        for (var i = 0; i < 5; i++) {
            expected.addFirst(
                    organization.call("transcript", transcript, "created_at", "2026-02-24T20:00:0" + i + "Z"));
        }
        var page = api.get("/v1/calls?limit=100").expect(200);
        // The second reaches two mebibytes.
        assertThat(page.ids()).isEqualTo(expected.subList(0, 2));
        assertThat(page.json().getBoolean("has_more")).isTrue();
        assertThat(api.allIds("/v1/calls?limit=100")).isEqualTo(expected);
        assertThat(api.allIds("/v1/calls?limit=1")).isEqualTo(expected);
        assertThat(api.get("/v1/calls?limit=2").expect(200).json().getBoolean("has_more"))
                .isTrue();
    }

    @Test
    void listCallsPagesThroughFilteredRowsOnly() throws JSONException {
        var wanted = new ArrayList<UUID>();
        for (var i = 0; i < 6; i++) {
            var time = "2026-02-24T20:59:0" + i + "Z";
            wanted.add(0, organization.call("status", "failed", "caller_phone", "+14155551234", "created_at", time));
            organization.call("status", "completed", "caller_phone", "+14155551234", "created_at", time);
            organization.call("status", "failed", "created_at", time);
        }

        assertThat(api.allIds("/v1/calls?limit=2&status=failed&phone=%2B14155551234&since=2026-02-24T20:59:00Z"))
                .isEqualTo(wanted.subList(0, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "contacts", "leads", "appointments"})
    void everyListSaysThatAPageEndsAtTheLastRow(String list) throws JSONException {
        for (var i = 0; i < 4; i++) {
            organization.row(list);
        }

        var whole = api.get("/v1/" + list + "?limit=4").json();
        assertThat(whole.getBoolean("has_more")).isFalse();
        assertThat(whole.isNull("next_cursor")).isTrue();

        var first = api.get("/v1/" + list + "?limit=2");
        assertThat(first.json().getBoolean("has_more")).isTrue();
        var second =
                api.get("/v1/" + list + "?limit=2&cursor=" + first.nextCursor()).json();
        assertThat(second.getJSONArray("data").length()).isEqualTo(2);
        assertThat(second.getBoolean("has_more")).isFalse();
        assertThat(second.isNull("next_cursor")).isTrue();
    }

    @Test
    void listCallsReturnsAnEmptyPageWhenTheRowsBehindACursorAreGone() {
        organization.call("created_at", "2026-02-24T20:59:00Z");
        organization.call("created_at", "2026-02-24T20:59:01Z");
        var cursor = api.get("/v1/calls?limit=1").nextCursor();
        TestServer.shared().sql().execute("DELETE FROM calls WHERE organization_id = ?", organization.id());

        api.get("/v1/calls?cursor=" + cursor).expect(200, "{\"data\": [], \"has_more\": false, \"next_cursor\": null}");
    }

    @Test
    void listCallsReturnsTheDocumentedKindOfCursor() {
        var cursor = cursor("calls", "");

        assertThat(cursor).startsWith("eyJjcmVhdGVkX2F0Ijo").matches("[A-Za-z0-9_-]{1,512}");
    }

    @Test
    void listCallsRefusesEveryCursorThatIsChanged() {
        var cursor = cursor("calls", "");
        for (var i = 0; i < cursor.length(); i++) {
            var changed = cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1);
            api.get("/v1/calls?cursor=" + changed).expectInvalid(REFUSAL);
        }
    }

    @Test
    void listCallsRefusesEveryCursorThatIsTruncated() {
        var cursor = cursor("calls", "");
        for (var length = 1; length < cursor.length(); length += 3) {
            api.get("/v1/calls?cursor=" + cursor.substring(0, length)).expectInvalid(REFUSAL);
        }
        api.get("/v1/calls?cursor=" + cursor + "A").expectInvalid(REFUSAL);
        api.get("/v1/calls?cursor=" + cursor + cursor).expect(400);
    }

    @Test
    void listCallsRefusesACursorThatIsTooLong() {
        api.get("/v1/calls?cursor=" + "A".repeat(512)).expectInvalid(REFUSAL);
        api.get("/v1/calls?cursor=" + "A".repeat(513))
                .expectInvalid("query cursor too_long: must have at most 512 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%3D", "e30%3D", "+", "a.b", "ä", "%00", "null", "'", "%0A"})
    void listCallsRefusesACursorThatNeverWasOne(String cursor) {
        assertThat(api.get("/v1/calls?cursor=" + Urls.encode(cursor))
                        .expect(400)
                        .faults())
                .allMatch(fault -> fault.startsWith("query cursor "));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a.b", "ab=", "aä", "a\n", "\u0001a", "\u007f", "a\uD83D\uDE00"})
    void listCallsHoldsEachCharacterOfACursorToItsPattern(String cursor) {
        api.get("/v1/calls?cursor=" + Urls.encode(cursor))
                .expectInvalid("query cursor invalid_format: must be a next_cursor of this list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contacts", "leads", "appointments"})
    void everyListRefusesTheCursorOfAnotherList(String list) {
        api.get("/v1/" + list + "?cursor=" + cursor("calls", "")).expectInvalid(REFUSAL);
        api.get("/v1/calls?cursor=" + cursor(list, "")).expectInvalid(REFUSAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&status=failed",
                "&status=completed&phone=%2B14155551234",
                "&status=completed&since=2026-02-24T20:59:00Z",
                "&phone=%2B14155551234"
            })
    void listCallsRefusesTheCursorOfOtherFilters(String filters) {
        api.get("/v1/calls?cursor=" + cursor("calls", "&status=completed") + filters)
                .expectInvalid(REFUSAL);
    }

    @Test
    void listCallsTakesACursorWithTheSameFiltersInAnotherForm() {
        var cursor = cursor("calls", "&since=2020-01-01T00:00:00Z&status=completed");

        api.get("/v1/calls?status=completed&limit=7&since=2020-01-01T01:00:00.000%2B01:00&cursor=" + cursor)
                .expect(200);
    }

    @Test
    void listCallsRefusesTheCursorOfAnotherOrganization() {
        Organization.create()
                .api()
                .get("/v1/calls?cursor=" + cursor("calls", ""))
                .expectInvalid(REFUSAL);
    }

    @Test
    void listCallsTakesACursorFromAnotherKeyOfTheOrganization() {
        organization.api().get("/v1/calls?cursor=" + cursor("calls", "")).expect(200);
    }

    private String cursor(String list, String filters) {
        organization.row(list);
        organization.row(list);
        return api.get("/v1/" + list + "?limit=1" + filters).expect(200).nextCursor();
    }
}
