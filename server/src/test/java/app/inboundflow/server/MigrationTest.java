package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationTest {
    private static final Pattern LITERAL = Pattern.compile("'([^']+)'");

    private final Sql sql = TestServer.shared().sql();

    @ParameterizedTest
    @CsvSource({
        "calls_status, CallStatus",
        "leads_status, LeadStatus",
        "leads_urgency, LeadUrgency",
        "appointments_status, AppointmentStatus",
        "api_keys_scopes, Scope"
    })
    void theValuesAreThoseOfTheContract(String constraint, String schema) {
        var definition = sql.text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = ?", constraint);

        assertThat(LITERAL.matcher(definition).results().map(value -> value.group(1)))
                .isEqualTo(Contract.texts("components", "schemas", schema, "enum"));
    }

    @ParameterizedTest
    @CsvSource({"calls, Call", "contacts, Contact", "leads, Lead", "appointments, Appointment"})
    void theColumnsAreThoseOfTheContract(String table, String schema) {
        var properties = Contract.at("components", "schemas", schema, "properties");

        assertThat(sql.texts(
                        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ?",
                        table))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("organization_id"), properties.keySet().stream())
                                .toList());
        properties.forEach((name, value) -> {
            var property = Contract.resolve(value);
            var column = table + "." + name;
            assertThat(nullable(table, name))
                    .as(column)
                    .isEqualTo(property.get("type") instanceof List<?> types && types.contains("null"));
            if (type(table, name).equals("text") && !property.containsKey("enum")) {
                assertThat(checks(table, name))
                        .as(column)
                        .anyMatch(check -> limits(check, name, property.get("maxLength")));
            }
            if ("^\\+[1-9][0-9]{1,14}$".equals(property.get("pattern"))) {
                assertThat(checks(table, name))
                        .as(column)
                        .anyMatch(
                                check -> check.contains(property.get("pattern").toString()));
            }
        });
    }

    @Test
    void everyTableOfTheApiIsKeyedByOrganization() {
        assertThat(sql.texts("""
                        SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                        WHERE contype = 'p' AND connamespace = 'public'::regnamespace
                          AND conrelid::regclass::text NOT IN
                              ('organizations', 'api_keys', 'job_leases', 'rate_limits', 'flyway_schema_history')
                        """)).isNotEmpty().allMatch(key -> key.contains("PRIMARY KEY (organization_id, "));
        assertThat(sql.texts("""
                        SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                        WHERE contype = 'f' AND connamespace = 'public'::regnamespace
                        """)).isNotEmpty().allMatch(key -> key.contains("FOREIGN KEY (organization_id"));
    }

    private boolean nullable(String table, String column) {
        return sql.text("""
                        SELECT is_nullable FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name = ? AND column_name = ?
                        """, table, column).equals("YES");
    }

    private String type(String table, String column) {
        return sql.text("""
                SELECT data_type FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name = ? AND column_name = ?
                """, table, column);
    }

    private List<String> checks(String table, String column) {
        return sql.texts("""
                SELECT pg_get_constraintdef(c.oid)
                FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
                WHERE c.contype = 'c' AND c.conrelid = ?::text::regclass AND a.attname = ?
                """, table, column);
    }

    /** A phone number's pattern bounds its length. */
    private static boolean limits(String check, String column, Object maxLength) {
        return check.contains("char_length(" + column + ") <= " + maxLength + ")")
                || maxLength.equals(16) && check.contains("{1,14}$");
    }
}
