package app.inboundflow.server.ndjson;

import app.inboundflow.server.database.Statements;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Imports an organization's data, all of it or nothing. What is there with the same id already is brought up to date. */
@Singleton
public class Importer {
    /** How many bad lines a check lists. */
    public static final int MOST_BAD_LINES = 100;

    private final TransactionOperations<Connection> transactions;
    private final Statements statements;
    private final LineReader reader;
    private final StagingChecks checks;

    Importer(
            TransactionOperations<Connection> transactions,
            Statements statements,
            LineReader reader,
            StagingChecks checks) {
        this.transactions = transactions;
        this.statements = statements;
        this.reader = reader;
        this.checks = checks;
    }

    /**
     * Imports sources into an organization, in one transaction. Their order matters only where one id comes twice: the
     * last line wins.
     *
     * @return what became of each resource that has a source
     * @throws InvalidLinesException at the first bad line
     * @throws UnreadableSourceException when a source cannot be read to its end
     */
    public List<ImportCount> run(UUID organizationId, List<Source> sources, Progress progress) {
        return transactions.executeWrite(transaction -> {
            var staging =
                    stage(organizationId, sources, new BadLines(sources, 1), transaction.getConnection(), progress);
            return Arrays.stream(Resource.values())
                    .filter(resource -> sources.stream().anyMatch(source -> source.resource() == resource))
                    .map(resource -> {
                        progress.step("Storing " + resource);
                        return staging.store(resource);
                    })
                    .toList();
        });
    }

    /**
     * Finds out whether sources can be imported, and writes nothing.
     *
     * @throws InvalidLinesException with the first bad lines, up to {@link #MOST_BAD_LINES}
     * @throws UnreadableSourceException when a source cannot be read to its end
     */
    public void check(UUID organizationId, List<Source> sources, Progress progress) {
        transactions.executeWrite(transaction -> {
            transaction.setRollbackOnly();
            var bad = new BadLines(sources, MOST_BAD_LINES);
            return stage(organizationId, sources, bad, transaction.getConnection(), progress);
        });
    }

    private Staging stage(
            UUID organizationId, List<Source> sources, BadLines bad, Connection connection, Progress progress)
            throws SQLException, IOException {
        var staging = new Staging(organizationId, statements);
        staging.create();
        var copier = new StagingCopier(connection.unwrap(PGConnection.class), reader, bad, progress);
        for (var i = 0; i < sources.size() && !bad.isFull(); i++) {
            copier.copy(sources.get(i), i);
        }
        if (!bad.isFull()) {
            progress.step("Checking references");
            staging.analyze();
            bad.addAll(checks.dangling(organizationId, bad.ids(), bad.room()));
            staging.deleteRepeated();
        }
        if (!bad.isFull()) {
            bad.addAll(checks.takenPhones(organizationId, bad.room()));
        }
        bad.refuse();
        return staging;
    }
}
