package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which commands make or change the schema of an operator's own database. */
@Timeout(60)
class SchemaByCommandTest {
    private static final String URL = TestServer.shared().emptyDatabase("bare");

    @Test
    void onlyTheFirstOrganizationMakesASchemaAndNoneIsChanged() throws Exception {
        assertThat(run("organizations", "list"))
                .startsWith("1 The database at ")
                .contains(" has no schema, ")
                .endsWith("Run \"inboundflow database migrate\"; starting \"inboundflow serve\" does it too.\n");
        assertThat(run("organizations", "create", "--name", "Dave", "--plan", "Starter"))
                .matches("0 \\S+ INFO  audit: organization created organization_id=\\S{36} user=\\S+\n");

        execute("DELETE FROM flyway_schema_history WHERE version <> '1'");
        assertThat(run("organizations", "create", "--name", "Dave", "--plan", "Starter"))
                .startsWith("1 The database at ")
                .contains(" has schema version 1, ");
    }

    /** The exit code and standard error. */
    private static String run(String... arguments) throws IOException, InterruptedException {
        var result = CommandProcess.runOn(URL, arguments);
        return result.exitCode() + " " + result.err();
    }

    private static void execute(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(URL);
                var run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
