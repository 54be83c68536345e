package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.database.ModelRows;
import app.inboundflow.server.json.JsonBuffer;
import app.inboundflow.server.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

class ModelRowsTest {
    private static final int TEXT = 0;
    private static final int BINARY = -1;
    private static final long SEED = 20_261_125;

    private final Random random = new Random(SEED);

    /** As the driver asks for values before and after it has prepared a statement on the server. */
    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY})
    void aRowIsWrittenAsTheModelThatIsReadOfIt(int prepareThreshold) throws SQLException {
        var calls =
                "uuid, text, text, text, int, text, text, text, text, timestamptz, timestamptz, uuid, uuid, json, timestamptz";
        var appointments =
                "uuid, text, text, date, timestamptz, timestamptz, text, text, text, uuid, uuid, timestamptz, timestamptz";
        try (var connection = TestServer.shared().sql().connect()) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(prepareThreshold);
            for (var i = 0; i < 300; i++) {
                requireSame(ModelRows.of(CallDetail.class), calls.split(", "), "in-progress", connection);
                requireSame(ModelRows.of(Appointment.class), appointments.split(", "), "no_show", connection);
            }
        }
    }

    private void requireSame(ModelRows<?> rows, String[] types, String status, Connection connection)
            throws SQLException {
        var columns = rows.columns().split(", ");
        var select = new StringBuilder("SELECT ");
        for (var i = 0; i < types.length; i++) {
            select.append(i == 0 ? "?::" : ", ?::")
                    .append(types[i])
                    .append(" AS ")
                    .append(columns[i]);
        }
        try (var statement = connection.prepareStatement(select.toString())) {
            for (var i = 0; i < types.length; i++) {
                statement.setObject(i + 1, columns[i].equals("status") ? status : value(types[i]));
            }
            try (var result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                var json = new JsonBuffer(random.nextInt(100));
                rows.write(result, json);
                assertThat(new String(json.array(), 0, json.size(), StandardCharsets.UTF_8))
                        .isEqualTo(new String(
                                TestServer.shared().bean(JsonWriter.class).bytes(rows.read(result)),
                                StandardCharsets.UTF_8));
            }
        }
    }

    private Object value(String type) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        return switch (type) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong());
            case "int" -> random.nextInt();
            case "date" -> LocalDate.of(1 + random.nextInt(9_999), 1 + random.nextInt(12), 1 + random.nextInt(28));
            case "json" -> "[{\"text\": \"as it \\u0041 is stored\"}]";
            case "timestamptz" ->
                Instant.ofEpochSecond(
                                random.nextLong(-62_135_596_800L, 253_402_300_799L), random.nextInt(1_000_000) * 1_000L)
                        .atOffset(ZoneOffset.UTC);
            default ->
                random.ints(random.nextInt(60), 1, 0x2_0000)
                        .filter(character -> character < 0xD800 || character > 0xDFFF)
                        .map(character ->
                                random.nextBoolean() ? character % 0x80 + (character % 0x80 == 0 ? 1 : 0) : character)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
        };
    }
}
