package app.inboundflow.server.ratelimit;

import app.inboundflow.server.database.AcrossOrganizations;
import app.inboundflow.server.database.Parameters;
import app.inboundflow.server.database.RecordReader;
import app.inboundflow.server.database.SqlStatement;
import app.inboundflow.server.database.Statements;
import io.micronaut.core.annotation.Introspected;
import jakarta.inject.Singleton;
import java.util.List;

/** Where servers count their limits together. A minute begins with the first request and is measured by the database's clock. */
@Singleton
class RateLimitRepository {
    private static final RecordReader<Reserved> RESERVED = RecordReader.of(Reserved.class);

    // In the order of the holders, so that two servers never wait for each other.
    private static final SqlStatement RESERVE = SqlStatement.of("""
            INSERT INTO rate_limits AS counted (holder, started_at, per_minute, used, granted)
            SELECT holder, now(), per_minute, least(wanted, per_minute), least(wanted, per_minute)
            FROM unnest(:holders, :wanted, :limits) AS asked (holder, wanted, per_minute)
            ORDER BY holder
            ON CONFLICT (holder) DO UPDATE SET
                started_at = CASE
                    WHEN counted.started_at <= EXCLUDED.started_at - INTERVAL '1 minute' THEN EXCLUDED.started_at
                    ELSE counted.started_at END,
                per_minute = EXCLUDED.per_minute,
                used = CASE
                    WHEN counted.started_at <= EXCLUDED.started_at - INTERVAL '1 minute' THEN EXCLUDED.used
                    ELSE counted.used + least(EXCLUDED.used, greatest(0, EXCLUDED.per_minute - counted.used)) END,
                granted = CASE
                    WHEN counted.started_at <= EXCLUDED.started_at - INTERVAL '1 minute' THEN EXCLUDED.used
                    ELSE least(EXCLUDED.used, greatest(0, EXCLUDED.per_minute - counted.used)) END
            RETURNING holder, granted, used, started_at::text AS minute,
                ceil(extract(epoch FROM started_at + INTERVAL '1 minute' - now()) * 1000)::integer AS millis_left
            """);

    private static final SqlStatement GIVE_BACK = SqlStatement.of("""
            WITH returned AS (
                SELECT counted.holder, asked.unused
                FROM unnest(:holders, :unused, :minutes) AS asked (holder, unused, minute)
                JOIN rate_limits AS counted ON counted.holder = asked.holder AND counted.started_at::text = asked.minute
                ORDER BY counted.holder
                FOR UPDATE OF counted
            )
            UPDATE rate_limits AS counted SET used = counted.used - returned.unused
            FROM returned
            WHERE counted.holder = returned.holder
            """);

    private static final SqlStatement DELETE_OLD = SqlStatement.of("""
            DELETE FROM rate_limits
            WHERE holder IN (
                SELECT holder FROM rate_limits
                WHERE started_at < now() - INTERVAL '10 minutes'
                FOR UPDATE SKIP LOCKED
            )
            """);

    private final Statements statements;

    RateLimitRepository(Statements statements) {
        this.statements = statements;
    }

    /** A wish for so many requests of a holder's limit, 0 to learn only what is used. */
    record Wish(String holder, int requests, int limit) {}

    /**
     * What a wish brought.
     *
     * @param granted how many of the requests
     * @param used how many all servers together have been granted in this minute
     * @param minute which minute this is
     * @param millisLeft until it ends
     */
    @Introspected
    record Reserved(String holder, int granted, int used, String minute, int millisLeft) {}

    /** Requests that a server was granted in a minute and did not need. */
    record Unused(String holder, int requests, String minute) {}

    /** Reserves requests, of each holder once. */
    @AcrossOrganizations("one statement counts for all keys that are in use")
    List<Reserved> reserve(List<Wish> wishes) {
        return statements.list(
                RESERVE,
                Parameters.of("holders", wishes.stream().map(Wish::holder).toArray(String[]::new))
                        .and("wanted", wishes.stream().mapToInt(Wish::requests).toArray())
                        .and("limits", wishes.stream().mapToInt(Wish::limit).toArray()),
                RESERVED);
    }

    /** Gives back what was reserved and is not needed, of each holder once; a minute that is over is left alone. */
    @AcrossOrganizations("one statement counts for all keys that are in use")
    void giveBack(List<Unused> unused) {
        statements.update(
                GIVE_BACK,
                Parameters.of("holders", unused.stream().map(Unused::holder).toArray(String[]::new))
                        .and(
                                "unused",
                                unused.stream().mapToInt(Unused::requests).toArray())
                        .and("minutes", unused.stream().map(Unused::minute).toArray(String[]::new)));
    }

    /** Forgets minutes that are long over. */
    @AcrossOrganizations("what is over is over for all")
    void deleteOld() {
        statements.update(DELETE_OLD, Parameters.none());
    }
}
