package app.inboundflow.server.database;

import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Background work that one of several servers does at a time: whoever takes the lease of a job does it, and the others leave
 * it until the lease has run out. A lease need not be given back, so a server that dies holds up a job for that long only. Each
 * job has a row in {@code job_leases}, which a migration makes.
 */
@Singleton
public class JobLeases {
    private static final SqlStatement TAKE = SqlStatement.of("""
            UPDATE job_leases SET held_until = now() + make_interval(secs => :seconds)
            WHERE job = :job AND held_until <= now()
            """);

    private final Statements statements;

    JobLeases(Statements statements) {
        this.statements = statements;
    }

    /** Takes the lease of a job for a time, in whole seconds; false when a server has it. */
    public boolean take(String job, Duration time) {
        return statements.update(TAKE, Parameters.of("job", job).and("seconds", time.toSeconds())) > 0;
    }
}
