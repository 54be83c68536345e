package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No error is larger than the contract says, whatever the request holds. */
class ErrorBoundsTest {
    private final Api api = Organization.create().api();

    @Test
    void aLongNameOfAParameterIsCut() {
        var error = onlyError(api.get("/v1/calls?" + "x".repeat(301) + "=1"));

        assertThat(error).isEqualTo("x".repeat(299) + "…");
        assertThat(onlyError(api.get("/v1/calls?" + "x".repeat(300) + "=1"))).isEqualTo("x".repeat(300));
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(onlyError(api.createContact("{\"phone\":\"+14155550100\",\"" + "🚗".repeat(301) + "\":1}")))
                .isEqualTo("🚗".repeat(299) + "…");
    }

    @Test
    void aBodyOfUnknownPropertiesNamesTheFirstHundred() {
        var body = IntStream.range(0, 6_000)
                .mapToObj(i -> "\"p" + i + "\":1")
                .collect(Collectors.joining(",", "{\"phone\":\"+14155550100\",", "}"));

        var answer = api.createContact(body).expect(400);

        assertThat(answer.faults()).hasSize(100);
        assertThat(answer.json().optString("detail")).hasSizeLessThanOrEqualTo(10_000);
        assertThat(answer.bytes()).hasSizeLessThan(30_000);
    }

    private static String onlyError(Answer answer) {
        answer.expect(400);
        assertThat(answer.faults()).hasSize(1);
        return answer.json().optJSONArray("errors").optJSONObject(0).optString("field");
    }
}
