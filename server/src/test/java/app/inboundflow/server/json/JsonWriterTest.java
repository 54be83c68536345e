package app.inboundflow.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.Beans;
import app.inboundflow.server.api.model.Call;
import app.inboundflow.server.api.model.CallList;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.api.model.Meta;
import app.inboundflow.server.time.Timestamps;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private static final ApplicationContext CONTEXT = Beans.builder(
                    Map.of("flyway.enabled", false, "datasources.default.enabled", false))
            .build();
    private static final long SEED = 20_261_125;

    private final Random random = new Random(SEED);

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    @Test
    void whatIsWrittenIsWhatSerdeWrites() throws Exception {
        CONTEXT.start();
        var serde = CONTEXT.getBean(JsonMapper.class);
        var writer = CONTEXT.getBean(JsonWriter.class);
        for (var i = 0; i < 2_000; i++) {
            var page = new CallList(
                    List.of(call(), call()).subList(0, random.nextInt(3)),
                    random.nextBoolean(),
                    text(),
                    new Meta("req_0123456789ab", moment()));
            assertThat(new String(writer.bytes(page), StandardCharsets.UTF_8))
                    .isEqualTo(new String(serde.writeValueAsBytes(page), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aTimestampIsWrittenAsAFormatterWritesIt() {
        for (var i = 0; i < 20_000; i++) {
            var moment = moment();
            assertThat(Timestamps.format(moment)).isEqualTo(DateTimeFormatter.ISO_INSTANT.format(moment));
        }
    }

    private Call call() {
        return new Call(
                new UUID(random.nextLong(), random.nextLong()),
                text(),
                text(),
                CallStatus.values()[random.nextInt(CallStatus.values().length)],
                random.nextBoolean() ? null : random.nextInt(),
                text(),
                text(),
                text(),
                text(),
                moment(),
                random.nextBoolean() ? null : moment(),
                random.nextBoolean() ? null : UUID.randomUUID(),
                null,
                moment());
    }

    /** Any Unicode, and much of what JSON escapes, at every place of eight bytes. */
    private String text() {
        if (random.nextInt(5) == 0) {
            return null;
        }
        var text = new StringBuilder();
        for (var i = random.nextInt(40); i > 0; i--) {
            var character = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
            text.appendCodePoint(
                    Character.isValidCodePoint(character) && (character < 0xD800 || character > 0xDFFF)
                            ? character
                            : '"');
        }
        return text.toString();
    }

    /** Of the years 1 to 9999, in whole microseconds, milliseconds or seconds. */
    private OffsetDateTime moment() {
        var first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        var last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        var step = new int[] {1_000, 1_000_000, 1_000_000_000}[random.nextInt(3)];
        return Instant.ofEpochSecond(random.nextLong(first, last), random.nextInt(1_000_000_000) / step * (long) step)
                .atOffset(ZoneOffset.UTC);
    }
}
