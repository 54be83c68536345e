package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.json.JSONException;
import org.json.JSONObject;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

/** An answer of the API. */
record Answer(int status, HttpHeaders headers, byte[] bytes) {
    private static final String TIMESTAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z";

    String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The value of a header that is there at most once; empty when it is not. */
    String header(String name) {
        assertThat(headers.allValues(name)).as(name).hasSizeLessThan(2);
        return headers.firstValue(name).orElse("");
    }

    JSONObject json() {
        try {
            return new JSONObject(body());
        } catch (JSONException malformed) {
            throw new AssertionError(body(), malformed);
        }
    }

    /** The single result. */
    JSONObject data() {
        try {
            return json().getJSONObject("data");
        } catch (JSONException malformed) {
            throw new AssertionError(body(), malformed);
        }
    }

    /** The ids of a page's items, in their order. */
    List<UUID> ids() {
        try {
            var items = json().getJSONArray("data");
            var ids = new ArrayList<UUID>();
            for (var i = 0; i < items.length(); i++) {
                ids.add(UUID.fromString(items.getJSONObject(i).getString("id")));
            }
            return ids;
        } catch (JSONException malformed) {
            throw new AssertionError(body(), malformed);
        }
    }

    /** The cursor that reads the next page; there is one. */
    String nextCursor() {
        assertThat(json().isNull("next_cursor")).as(body()).isFalse();
        return json().optString("next_cursor");
    }

    /** What holds for every answer of every operation, whatever it says. */
    Answer requireCommonRules() {
        assertThat(header("X-Request-Id")).matches("req_[0-9a-f]{12,32}");
        assertThat(ZonedDateTime.parse(header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME))
                .isCloseTo(ZonedDateTime.now(ZoneOffset.UTC), within(1, ChronoUnit.MINUTES));
        var type = header("Content-Type");
        if (bytes.length > 0
                && type.contains("json")
                && header("Content-Encoding").isEmpty()) {
            assertThat(body())
                    .doesNotContain("Exception", "app.inboundflow", "io.micronaut", "java.", "org.postgresql")
                    .doesNotContain("SELECT ", "INSERT ", "UPDATE ", "ERROR:");
            if (json().has("meta")) {
                var meta = json().optJSONObject("meta");
                assertThat(meta.optString("request_id")).isEqualTo(header("X-Request-Id"));
                assertThat(meta.optString("timestamp")).matches(TIMESTAMP);
                assertThat(meta.length()).isEqualTo(2);
            }
        }
        if (status >= 400 && bytes.length > 0) {
            assertThat(type).isEqualTo("application/problem+json");
            assertThat(json().optInt("status")).isEqualTo(status);
            assertThat(json().optString("type")).isEqualTo("/problems/" + json().optString("code"));
            assertThat(json().optString("title")).isNotBlank();
            assertThat(json().optString("detail")).isNotBlank();
            assertThat(json().optJSONArray("errors")).isNotNull();
            assertThat(json().has("meta")).isTrue();
        }
        return this;
    }

    Answer expect(int expected) {
        assertThat(status).as(body()).isEqualTo(expected);
        return this;
    }

    /** A status and the whole body, of which meta has been checked already. */
    Answer expect(int expected, String json) {
        expect(expected);
        try {
            var actual = json();
            assertThat(actual.remove("meta")).as("meta of " + body()).isNotNull();
            JSONAssert.assertEquals(json, actual.toString(), JSONCompareMode.STRICT);
        } catch (JSONException malformed) {
            throw new AssertionError(body(), malformed);
        }
        return this;
    }

    /** A problem without fields to blame. */
    Answer expectProblem(int expected, String code, String detail) {
        expect(expected);
        assertThat(json().optString("code")).isEqualTo(code);
        assertThat(json().optString("detail")).isEqualTo(detail);
        assertThat(json().optJSONArray("errors").length()).isZero();
        return this;
    }

    /** A 400 that blames exactly these fields, each in the form {@code query limit out_of_range: must be at most 100}. */
    Answer expectInvalid(String... faults) {
        expect(400);
        assertThat(faults()).as(body()).containsExactly(faults);
        assertThat(json().optString("code")).isEqualTo("invalid_request");
        assertThat(json().optString("title")).isEqualTo("The request is invalid");
        for (var fault : faults) {
            assertThat(json().optString("detail")).contains(fault.substring(fault.indexOf(": ") + 2));
        }
        return this;
    }

    /** The blamed fields in that form. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        var errors = json().optJSONArray("errors");
        for (var i = 0; i < errors.length(); i++) {
            var error = errors.optJSONObject(i);
            assertThat(error.length()).isEqualTo(4);
            faults.add(error.optString("in") + " " + error.optString("field") + " " + error.optString("code") + ": "
                    + error.optString("message"));
        }
        return faults;
    }
}
