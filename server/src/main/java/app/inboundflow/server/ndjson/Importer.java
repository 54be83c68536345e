package app.inboundflow.server.ndjson;

import app.inboundflow.server.Causes;
import app.inboundflow.server.database.Statements;
import app.inboundflow.server.validation.StrictJson;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Imports an organization's data, all of it or nothing. What is there with the same id already is brought up to date. */
@Singleton
public class Importer {
    /** How many invalid lines a check lists. */
    public static final int MOST_INVALID_LINES = 100;

    /** With the time that {@link Staging} lets each wait for a lock: half a minute. */
    private static final int MOST_ATTEMPTS = 15;

    // A lock was not to be had in time; a deadlock.
    private static final Set<String> HELD_BY_OTHERS = Set.of("55P03", "40P01");

    private final TransactionOperations<Connection> transactions;
    private final Statements statements;
    private final StrictJson json;
    private final StagingChecks checks;

    Importer(
            TransactionOperations<Connection> transactions,
            Statements statements,
            StrictJson json,
            StagingChecks checks) {
        this.transactions = transactions;
        this.statements = statements;
        this.json = json;
        this.checks = checks;
    }

    /**
     * Imports sources into an organization, in one transaction. Their order matters only where one id comes twice: the
     * last line wins.
     *
     * @return what became of each resource that has a source
     * @throws InvalidLinesException at the first invalid line
     * @throws UnreadableSourceException when a source cannot be read to its end
     */
    public List<ImportCount> run(UUID organizationId, List<Source> sources, Progress progress) {
        return transactions.executeWrite(transaction -> {
            var connection = transaction.getConnection();
            var resources = Arrays.stream(Resource.values())
                    .filter(resource -> sources.stream().anyMatch(source -> source.resource() == resource))
                    .toList();
            var staging = new Staging(organizationId, statements);
            staging.create();
            var stored = storeDirectly(organizationId, sources, resources, connection, progress);
            if (stored.isPresent()) {
                return stored.get();
            }
            stage(staging, organizationId, sources, new InvalidLines(sources, 1), connection, progress);
            return store(staging, resources, connection, progress);
        });
    }

    /**
     * Stores what an organization has nothing of yet without staging it. This is given up at the first thing that is wrong:
     * an invalid line, a reference to nothing, an id or a number that is there, somebody else's lock. Staging then finds out
     * what it means.
     */
    private Optional<List<ImportCount>> storeDirectly(
            UUID organizationId,
            List<Source> sources,
            List<Resource> resources,
            Connection connection,
            Progress progress)
            throws SQLException, IOException {
        var invalid = new InvalidLines(sources, 1);
        try (var copier = new DirectCopier(
                organizationId, statements, connection.unwrap(PGConnection.class), json, invalid, progress)) {
            if (!sources.stream().allMatch(Source::isRepeatable)
                    || !resources.stream().allMatch(copier::isEmpty)) {
                return Optional.empty();
            }
            var before = connection.setSavepoint();
            try {
                var counts = new ArrayList<ImportCount>();
                for (var resource : resources) {
                    counts.add(new ImportCount(resource, copier.copy(resource, sources), 0, 0));
                }
                if (!invalid.isFull()) {
                    progress.step("Committing");
                    return Optional.of(counts);
                }
            } catch (SQLException | UnreadableSourceException wrong) {
                // Staging tells what it is.
            }
            connection.rollback(before);
            progress.again();
            return Optional.empty();
        }
    }

    /**
     * Stores what is staged. Nobody waits for long: where others hold a row, or wait for one in turn, all that was locked is
     * given up, so that they can go on, and everything is stored again.
     */
    private static List<ImportCount> store(
            Staging staging, List<Resource> resources, Connection connection, Progress progress) throws SQLException {
        for (var attempt = 1; ; attempt++) {
            var before = connection.setSavepoint();
            try {
                return resources.stream()
                        .map(resource -> {
                            progress.step("Storing " + resource);
                            return staging.store(resource);
                        })
                        .toList();
            } catch (RuntimeException failed) {
                if (attempt == MOST_ATTEMPTS || !isHeldByOthers(failed)) {
                    throw failed;
                }
                progress.step("Waiting for others who change the same data");
                connection.rollback(before);
            }
        }
    }

    private static boolean isHeldByOthers(RuntimeException failed) {
        return Causes.find(failed, SQLException.class)
                .map(SQLException::getSQLState)
                .filter(HELD_BY_OTHERS::contains)
                .isPresent();
    }

    /**
     * Finds out whether sources can be imported, and writes nothing.
     *
     * @throws InvalidLinesException with the first invalid lines, up to {@link #MOST_INVALID_LINES}
     * @throws UnreadableSourceException when a source cannot be read to its end
     */
    public void check(UUID organizationId, List<Source> sources, Progress progress) {
        transactions.executeWrite(transaction -> {
            transaction.setRollbackOnly();
            var invalid = new InvalidLines(sources, MOST_INVALID_LINES);
            var staging = new Staging(organizationId, statements);
            staging.create();
            stage(staging, organizationId, sources, invalid, transaction.getConnection(), progress);
            return null;
        });
    }

    private void stage(
            Staging staging,
            UUID organizationId,
            List<Source> sources,
            InvalidLines invalid,
            Connection connection,
            Progress progress)
            throws SQLException, IOException {
        try (var copier = new StagingCopier(connection.unwrap(PGConnection.class), json, invalid, progress)) {
            for (var i = 0; i < sources.size() && !invalid.isFull(); i++) {
                copier.copy(sources.get(i), i);
            }
        }
        if (!invalid.isFull()) {
            progress.step("Checking references");
            staging.analyze();
            invalid.addAll(checks.dangling(organizationId, invalid.ids(), invalid.room()));
            staging.deleteRepeated();
        }
        if (!invalid.isFull()) {
            invalid.addAll(checks.takenPhones(organizationId, invalid.room()));
        }
        invalid.refuse();
    }
}
