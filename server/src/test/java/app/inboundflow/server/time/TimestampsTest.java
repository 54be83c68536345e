package app.inboundflow.server.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are timestamps, and which moments they mean. */
class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-02-24T20:59:01Z, 2026-02-24T20:59:01Z",
        "2026-02-24t20:59:01z, 2026-02-24T20:59:01Z",
        "2026-02-24T20:59:01.5Z, 2026-02-24T20:59:01.500Z",
        "2026-02-24T20:59:01.123456789Z, 2026-02-24T20:59:01.123456Z",
        "2026-02-24T20:59:01.000Z, 2026-02-24T20:59:01Z",
        "2026-02-24T20:59:01+01:30, 2026-02-24T19:29:01Z",
        "2026-02-24T20:59:01.25-08:00, 2026-02-25T04:59:01.250Z",
        "2026-02-24T20:59:01-00:00, 2026-02-24T20:59:01Z",
    })
    void timestampsOfRfc3339AreRead(String text, String written) {
        assertThat(Timestamps.parse(text).map(Timestamps::format)).contains(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-24",
                "2026-02-24T20:59Z",
                "2026-02-24T20:59:01",
                "2026-02-24T20:59:01.Z",
                "2026-02-24T20:59:01.1234567890Z",
                "2026-02-24T20:59:01ZZ",
                "2026-02-24T20:59:01+01",
                "2026-02-24T20:59:01+0100",
                "2026-02-24T20:59:01+01:00Z",
                "2026-02-24T20:59:01+19:00",
                "2026-02-24 20:59:01Z",
                "2026-02-30T20:59:01Z",
                "2026-02-24T24:00:00Z",
                "02026-02-24T20:59:01Z",
                "٢٠26-02-24T20:59:01Z"
            })
    void nothingElseIs(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }
}
