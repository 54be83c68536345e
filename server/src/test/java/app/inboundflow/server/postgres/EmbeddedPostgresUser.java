package app.inboundflow.server.postgres;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;

/**
 * Another process that uses the database, for {@link EmbeddedPostgresTest}. Arguments: the home, and what to do:
 * {@code hold} or {@code supervise} until standard input ends, supervise and {@code exhaust} the memory for a while, or {@code insert}
 * rows until killed. Prints the URL
 * when open, then each number whose row was acknowledged; or only the message when it cannot be opened.
 */
final class EmbeddedPostgresUser {

    private EmbeddedPostgresUser() {}

    public static void main(String[] arguments) throws Exception {
        try (var postgres = EmbeddedPostgres.open(Path.of(arguments[0]))) {
            System.out.println(postgres.jdbcUrl());
            switch (arguments[1]) {
                case "insert" -> insert(postgres);
                case "supervise" -> {
                    postgres.superviseUntilClosed();
                    System.in.readAllBytes();
                }
                case "exhaust" -> {
                    postgres.superviseUntilClosed();
                    new Thread(EmbeddedPostgresUser::exhaustMemory).start();
                    System.in.readAllBytes();
                }
                default -> System.in.readAllBytes();
            }
        } catch (EmbeddedPostgresException e) {
            System.out.println(e.getMessage());
        }
    }

    /** For as long as supervision takes to look several times. An error that comes at another place only ends this earlier. */
    private static void exhaustMemory() {
        var end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        Object[] list = null;
        while (System.nanoTime() - end < 0) {
            try {
                list = new Object[] {list, new byte[64]};
            } catch (OutOfMemoryError exhausted) {
                Thread.onSpinWait();
            }
        }
    }

    private static void insert(EmbeddedPostgres postgres) throws Exception {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entry (number bigint PRIMARY KEY)");
            for (long number = 1; true; number++) {
                statement.execute("INSERT INTO entry VALUES (" + number + ")");
                System.out.println(number);
            }
        }
    }
}
