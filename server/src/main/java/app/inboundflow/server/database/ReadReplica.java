package app.inboundflow.server.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A streaming replica of the database, which answers reads while it holds everything that was committed more than 5 seconds
 * ago. An organization that has written over this server reads from the primary for these 5 seconds, and so always sees what it has
 * written. Over another server it may not see it yet.
 *
 * <p>Twice a second the primary's place in its log is noted, and compared with what the replica has replayed. So neither clocks
 * matter nor whether the replica knows that it is cut off.
 */
@Singleton
@Requires(property = ReadReplica.PROPERTIES + ".url")
class ReadReplica {
    /** Of the url, the username and the password. */
    static final String PROPERTIES = "inboundflow.read-database";

    private static final Logger LOG = LoggerFactory.getLogger(ReadReplica.class);
    private static final int MOST_WRITERS = 100_000;

    // Of two databases that are no copies of each other, places in the log must not be compared.
    private static final String PLACE = "SELECT %s - '0/0'::pg_lsn, system_identifier FROM pg_control_system()";
    private static final String WRITTEN = PLACE.formatted("pg_current_wal_lsn()");
    private static final String REPLAYED = PLACE.formatted("pg_last_wal_replay_lsn()");

    private final DataSource primary;
    private final HikariDataSource replica;
    private final Duration mostBehind;
    private final Cache<UUID, Boolean> writers;
    private final Queue<Mark> marks = new ArrayDeque<>();
    private volatile @Nullable Long upToDateAt;
    private boolean wasUsed;

    /** Where the primary's log ended at a time. */
    private record Mark(long at, Place place) {}

    private record Place(long system, long bytes) {
        boolean isReachedBy(Place other) {
            return system == other.system && bytes <= other.bytes;
        }
    }

    /** What is read with a connection. */
    @FunctionalInterface
    interface Reading<T> {
        T on(Connection connection) throws SQLException;
    }

    ReadReplica(
            DataSource primary,
            @Value("${" + PROPERTIES + ".url}") String url,
            @Value("${" + PROPERTIES + ".username:}") String user,
            @Value("${" + PROPERTIES + ".password:}") String password,
            @Value("${datasources.default.maximum-pool-size}") int poolSize,
            @Value("${inboundflow.database.plan-once-sql}") String planOnce,
            @Value("${" + PROPERTIES + ".most-behind:5s}") Duration mostBehind) {
        this.primary = DelegatingDataSource.unwrapDataSource(primary);
        this.replica = new HikariDataSource(pool(url, user, password, poolSize, planOnce));
        this.mostBehind = mostBehind;
        this.writers = Caffeine.newBuilder()
                .maximumSize(MOST_WRITERS)
                .expireAfterWrite(mostBehind)
                .build();
    }

    /** Waits for little: whatever a replica does not answer within a second is read from the primary. */
    private static HikariConfig pool(String url, String user, String password, int size, String initSql) {
        var config = new HikariConfig();
        config.setPoolName("read-replica");
        config.setJdbcUrl(url);
        config.setUsername(user.isEmpty() ? null : user);
        config.setPassword(password.isEmpty() ? null : password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, 2));
        config.setConnectionInitSql(initSql);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(250);
        config.setValidationTimeout(250);
        config.addDataSourceProperty("ApplicationName", "inboundflow");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("socketTimeout", "1");
        config.addDataSourceProperty("socketFactory", TimedSockets.class.getName());
        return config;
    }

    /**
     * Reads something of an organization, unless it is to be read from the primary: because the replica is away or behind, or
     * the organization has just written, or the reading fails.
     */
    <T> Optional<T> read(UUID organizationId, Reading<T> reading) {
        if (!isUpToDate() || writers.getIfPresent(organizationId) != null) {
            return Optional.empty();
        }
        try (var connection = replica.getConnection()) {
            return Optional.of(reading.on(connection));
        } catch (SQLException failed) {
            // The next look at it decides whether it is used again.
            upToDateAt = null;
            return Optional.empty();
        }
    }

    /** An organization has written something: for a few seconds the primary alone is sure to have it. */
    void noteWrite(UUID organizationId) {
        writers.put(organizationId, true);
    }

    private boolean isUpToDate() {
        var at = upToDateAt;
        return at != null && System.nanoTime() - at < mostBehind.toNanos();
    }

    @Scheduled(fixedDelay = "500ms")
    void look() {
        try {
            var now = System.nanoTime();
            marks.add(new Mark(now, place(primary, WRITTEN)));
            var replayed = place(replica, REPLAYED);
            for (var mark = marks.peek(); mark != null && mark.place.isReachedBy(replayed); mark = marks.peek()) {
                upToDateAt = mark.at;
                marks.remove();
            }
        } catch (SQLException unavailable) {
            upToDateAt = null;
        }
        marks.removeIf(mark -> System.nanoTime() - mark.at > mostBehind.toNanos());
        if (wasUsed != isUpToDate()) {
            wasUsed = !wasUsed;
            LOG.info(
                    wasUsed
                            ? "The read replica answers reads."
                            : "The primary answers reads: the read replica is away, or too far behind.");
        }
    }

    private static Place place(DataSource database, String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            // Without a place, because it is no replica, it is at the beginning of the log.
            return new Place(row.getLong(2), row.getLong(1));
        }
    }

    @PreDestroy
    void close() {
        replica.close();
    }
}
