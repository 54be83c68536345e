package app.inboundflow.server.privacy;

import app.inboundflow.server.database.AcrossOrganizations;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * What an organization has stored of a person, whom a phone number identifies. The person's are:
 * <ul>
 *   <li>the contact with the number,
 *   <li>calls from the number, calls of the contact, and calls without number and contact that a lead or an appointment of the
 *       person comes from (the caller withheld the number, and told it),
 *   <li>leads and appointments with the number, of the contact, or from one of these calls,
 *   <li>answers to idempotency keys that hold the number or the contact's id.
 * </ul>
 */
@Singleton
public class PersonRepository {
    private static final RecordReader<PersonRows> ROWS = RecordReader.of(PersonRows.class);

    /** The person's rows, for the statements of this room: common table expressions called {@code own_contacts} and so on. */
    static final String OWN = """
            own_contacts AS MATERIALIZED (
                SELECT id FROM contacts WHERE organization_id = :organization_id AND phone = :phone
            ), origins AS MATERIALIZED (
                SELECT call_log_id FROM leads
                WHERE organization_id = :organization_id
                  AND (caller_phone = :phone OR contact_id IN (SELECT id FROM own_contacts))
                UNION
                SELECT call_log_id FROM appointments
                WHERE organization_id = :organization_id
                  AND (caller_phone = :phone OR contact_id IN (SELECT id FROM own_contacts))
            ), own_calls AS MATERIALIZED (
                SELECT id FROM calls WHERE organization_id = :organization_id AND caller_phone = :phone
                UNION
                SELECT id FROM calls
                WHERE organization_id = :organization_id AND contact_id IN (SELECT id FROM own_contacts)
                UNION
                SELECT id FROM calls
                WHERE organization_id = :organization_id AND caller_phone IS NULL AND contact_id IS NULL
                  AND id IN (SELECT call_log_id FROM origins)
            ), own_leads AS MATERIALIZED (
                SELECT id FROM leads
                WHERE organization_id = :organization_id
                  AND (caller_phone = :phone OR contact_id IN (SELECT id FROM own_contacts)
                       OR call_log_id IN (SELECT id FROM own_calls))
            ), own_appointments AS MATERIALIZED (
                SELECT id FROM appointments
                WHERE organization_id = :organization_id
                  AND (caller_phone = :phone OR contact_id IN (SELECT id FROM own_contacts)
                       OR call_log_id IN (SELECT id FROM own_calls))
            ), own_messages AS MATERIALIZED (
                SELECT call_id FROM call_messages
                WHERE organization_id = :organization_id AND call_id IN (SELECT id FROM own_calls)
            ), own_keys AS MATERIALIZED (
                SELECT key FROM idempotency_keys
                WHERE organization_id = :organization_id
                  AND (convert_from(body, 'UTF8') ~ :whole_phone
                       OR EXISTS (SELECT FROM own_contacts
                                  WHERE position(CAST(own_contacts.id AS text) IN convert_from(body, 'UTF8')) > 0))
            )""";

    private static final SqlStatement COUNT = SqlStatement.of("""
            WITH $own
            SELECT (SELECT count(*) FROM own_contacts) AS contacts,
                   (SELECT count(*) FROM own_calls) AS calls,
                   (SELECT count(*) FROM own_messages) AS call_messages,
                   (SELECT count(*) FROM own_leads) AS leads,
                   (SELECT count(*) FROM own_appointments) AS appointments,
                   (SELECT count(*) FROM own_keys) AS idempotency_keys
            """.replace("$own", OWN));

    // References are checked at the end of a statement, so that one can delete both sides of them.
    private static final SqlStatement ERASE = SqlStatement.of("""
            WITH $own, gone_keys AS (
                DELETE FROM idempotency_keys
                WHERE organization_id = :organization_id AND key IN (SELECT key FROM own_keys) RETURNING key
            ), gone_appointments AS (
                DELETE FROM appointments
                WHERE organization_id = :organization_id AND id IN (SELECT id FROM own_appointments) RETURNING id
            ), gone_leads AS (
                DELETE FROM leads
                WHERE organization_id = :organization_id AND id IN (SELECT id FROM own_leads) RETURNING id
            ), gone_messages AS (
                DELETE FROM call_messages
                WHERE organization_id = :organization_id AND call_id IN (SELECT call_id FROM own_messages)
                RETURNING call_id
            ), gone_calls AS (
                DELETE FROM calls
                WHERE organization_id = :organization_id AND id IN (SELECT id FROM own_calls) RETURNING id
            ), gone_contacts AS (
                DELETE FROM contacts
                WHERE organization_id = :organization_id AND id IN (SELECT id FROM own_contacts) RETURNING id
            )
            SELECT (SELECT count(*) FROM gone_contacts) AS contacts,
                   (SELECT count(*) FROM gone_calls) AS calls,
                   (SELECT count(*) FROM gone_messages) AS call_messages,
                   (SELECT count(*) FROM gone_leads) AS leads,
                   (SELECT count(*) FROM gone_appointments) AS appointments,
                   (SELECT count(*) FROM gone_keys) AS idempotency_keys
            """.replace("$own", OWN));

    private static final SqlStatement LIMIT_WAITING = SqlStatement.of("SET LOCAL lock_timeout = '2s'");

    // Names and numbers are in indexes, which PostgreSQL would leave for later, and in the planner's statistics too.
    private static final SqlStatement VACUUM = SqlStatement.of("""
            VACUUM (ANALYZE, INDEX_CLEANUP ON)
                contacts, calls, call_messages, leads, appointments, idempotency_keys
            """);

    private final Statements statements;

    PersonRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * Counts what is stored of a person.
     *
     * @param phone in E.164 form
     */
    public PersonRows count(UUID organizationId, String phone) {
        return statements.find(COUNT, person(organizationId, phone), ROWS).orElseThrow();
    }

    /**
     * Deletes what is stored of a person, all of it or nothing; waits at most two seconds for a row that others hold.
     *
     * @param phone in E.164 form
     * @return what was deleted
     */
    public PersonRows erase(UUID organizationId, String phone) {
        return statements.inTransaction(() -> {
            statements.liftTimeLimits();
            statements.update(LIMIT_WAITING, Parameters.none());
            return statements.find(ERASE, person(organizationId, phone), ROWS).orElseThrow();
        });
    }

    /**
     * Frees the place that deleted rows have in PostgreSQL's files, and makes the planner's statistics anew, without keeping
     * anybody waiting.
     */
    @AcrossOrganizations("PostgreSQL does it for whole tables")
    public void vacuum() {
        statements.update(VACUUM, Parameters.none());
    }

    /** The parameters of {@link #OWN}. */
    static Parameters person(UUID organizationId, String phone) {
        return Parameters.of("organization_id", organizationId)
                .and("phone", phone)
                // Not a longer number that begins like it.
                .and("whole_phone", "\\" + phone + "(?![0-9])");
    }
}
