package app.inboundflow.server.privacy;

import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Consumer;

/** Where others' rows mention a person. */
@Singleton
public class MentionRepository {
    private static final RecordReader<Mention> ROW = RecordReader.of(Mention.class);

    /** Of a number this much is looked for in texts, where it may be written without its country or area. */
    private static final int DIGITS = 7;

    // A name of one word is that of too many.
    private static final SqlStatement LIST = SqlStatement.of("""
            WITH $own, words AS MATERIALIZED (
                SELECT lower(word) AS word
                FROM (SELECT unnest(ARRAY[name, email]) AS word FROM contacts
                      WHERE organization_id = :organization_id AND id IN (SELECT id FROM own_contacts)
                      UNION
                      SELECT caller_name FROM calls
                      WHERE organization_id = :organization_id AND id IN (SELECT id FROM own_calls)
                      UNION
                      SELECT unnest(ARRAY[caller_name, caller_email]) FROM leads
                      WHERE organization_id = :organization_id AND id IN (SELECT id FROM own_leads)
                      UNION
                      SELECT caller_name FROM appointments
                      WHERE organization_id = :organization_id AND id IN (SELECT id FROM own_appointments)) AS words
                WHERE word LIKE '%_ _%' OR word LIKE '%_@_%'
            ), texts AS (
                SELECT 'contacts' AS resource, id, concat_ws(' ', name, email, company, notes) AS text
                FROM contacts
                WHERE organization_id = :organization_id AND id NOT IN (SELECT id FROM own_contacts)
                UNION ALL
                SELECT 'calls', id, concat_ws(' ', caller_name, summary, transcript, recording_url, messages)
                FROM calls LEFT JOIN call_messages
                     ON call_messages.organization_id = :organization_id AND call_messages.call_id = calls.id
                WHERE calls.organization_id = :organization_id AND id NOT IN (SELECT id FROM own_calls)
                UNION ALL
                SELECT 'leads', id,
                       concat_ws(' ', caller_name, caller_email, interest, qualification_reason, call_summary)
                FROM leads
                WHERE organization_id = :organization_id AND id NOT IN (SELECT id FROM own_leads)
                UNION ALL
                SELECT 'appointments', id, concat_ws(' ', caller_name, service_type, calendar_event_link)
                FROM appointments
                WHERE organization_id = :organization_id AND id NOT IN (SELECT id FROM own_appointments)
            )
            SELECT resource, id
            FROM texts
            WHERE position(:digits IN translate(text, ' -.()/', '')) > 0
               OR EXISTS (SELECT FROM words WHERE position(word IN lower(text)) > 0)
            """.replace("$own", PersonRepository.OWN));

    private final Statements statements;

    MentionRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * Finds the rows of others whose texts hold the number's last seven digits, however they are written, or the full name or
     * an email address that is stored of the person. Reads every text of the organization.
     *
     * @param phone in E.164 form
     */
    public void forEach(UUID organizationId, String phone, Consumer<Mention> consumer) {
        var digits = phone.substring(Math.max(1, phone.length() - DIGITS));
        statements.inTransaction(() -> {
            statements.liftTimeLimits();
            return statements.forEach(
                    LIST, PersonRepository.person(organizationId, phone).and("digits", digits), ROW, consumer);
        });
    }
}
