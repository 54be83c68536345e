package app.inboundflow.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementTest {
    private static final UUID ORGANIZATION = UUID.fromString("07f51470-ef1d-421c-a847-36e98732bb9b");

    private final SqlStatement list = SqlStatement.of("""
            SELECT id FROM calls
            WHERE organization_id = :organization_id
              AND status = :status -- if given
              AND (created_at, id) < (:after_created_at, :after_id) -- if given
            LIMIT :limit
            """);

    @Test
    void prepareKeepsTheOptionalLinesWhoseParametersAreGiven() {
        var prepared = list.prepare(parameters("completed", null, null));

        assertThat(prepared.text()).isEqualTo("""
                SELECT id FROM calls
                WHERE organization_id = ?
                  AND status = ?
                LIMIT 2""");
        assertThat(prepared.names()).containsExactly("organization_id", "status");
    }

    @Test
    void prepareOrdersParametersAsTheTextDoes() {
        assertThat(list.prepare(parameters("completed", "now", "id")).names())
                .containsExactly("organization_id", "status", "after_created_at", "after_id");
        assertThat(list.prepare(parameters(null, null, null)).names()).containsExactly("organization_id");
    }

    @Test
    void prepareReadsTheTextOnceForOneSetOfFilters() {
        var count = SqlStatement.of("""
                SELECT count(*) FROM calls
                WHERE organization_id = :organization_id
                  AND status = :status -- if given
                """);
        var organization = Parameters.of("organization_id", ORGANIZATION);

        assertThat(count.prepare(organization.copy().and("status", "completed")))
                .isSameAs(count.prepare(organization.copy().and("status", "failed")))
                .isNotSameAs(count.prepare(organization.copy().and("status", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1; DROP TABLE calls", "1"})
    void prepareRefusesALimitThatIsNoNumber(String limit) {
        var all = SqlStatement.of("SELECT id FROM calls LIMIT :limit");

        assertThatIllegalArgumentException().isThrownBy(() -> all.prepare(Parameters.of("limit", limit)));
        assertThatIllegalArgumentException().isThrownBy(() -> all.prepare(Parameters.of("limit", null)));
    }

    @Test
    void prepareRefusesAMissingParameterAlsoAnOptionalOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> list.prepare(Parameters.of("organization_id", ORGANIZATION)
                        .and("after_created_at", null)
                        .and("after_id", null)
                        .and("limit", 1)))
                .withMessageContaining("[after_created_at, after_id, limit, organization_id]")
                .withMessageContaining("[after_created_at, after_id, limit, organization_id, status]");
    }

    @Test
    void prepareRefusesAParameterThatNoLineNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> list.prepare(parameters(null, null, null).and("statsu", null)));
    }

    @Test
    void prepareRefusesAnotherNameForTheOrganization() {
        var misspelt = SqlStatement.of("SELECT id FROM calls WHERE organization_id = :organisation_id");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> misspelt.prepare(Parameters.of("organization_id", ORGANIZATION)));
    }

    @Test
    void prepareRefusesAnOptionalLineThatHasHalfOfItsParameters() {
        assertThatIllegalArgumentException().isThrownBy(() -> list.prepare(parameters(null, "now", null)));
    }

    @Test
    void prepareBindsNullInALineThatIsNotOptional() {
        var insert = SqlStatement.of("INSERT INTO t (name) VALUES (:name)");

        assertThat(insert.prepare(Parameters.of("name", null)).names()).containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 WHERE a = :a -- if givn",
                "SELECT 1 WHERE a = :a -- optional",
                "SELECT 1 /* b */",
                "SELECT 1 WHERE a = ?",
                "AND deleted_at IS NULL -- if given",
                "AND organization_id = :organization_id -- if given"
            })
    void ofRefusesWhatWouldNotFailClosed(String sql) {
        assertThatIllegalArgumentException().isThrownBy(() -> SqlStatement.of(sql));
    }

    @Test
    void ofLeavesCastsAndTimesAlone() {
        assertThat(SqlStatement.of("SELECT '12:30'::time, :a").prepare(Parameters.of("a", 1)))
                .isEqualTo(new SqlStatement.Prepared("SELECT '12:30'::time, ?", List.of("a")));
    }

    @Test
    void andRefusesANameTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parameters.of("a", null).and("a", 1));
    }

    private static Parameters parameters(Object status, Object afterCreatedAt, Object afterId) {
        return Parameters.of("organization_id", ORGANIZATION)
                .and("status", status)
                .and("after_created_at", afterCreatedAt)
                .and("after_id", afterId)
                .and("limit", 2);
    }
}
