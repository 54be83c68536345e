package app.inboundflow.server;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reads all SQL of the server, and refuses what PostgreSQL takes but tables that are distributed by {@code organization_id} do
 * not (seen with Citus 13.2).
 */
class DistributableSqlTest {
    private static final Path SOURCES = Path.of(System.getProperty("basedir", ""), "src/main");
    private static final String FIRST_MIGRATION = "V1__tables.sql";

    /** What is not distributed: whole on every node, or on one node only. */
    private static final Set<String> WHOLE_TABLES = Set.of("organizations", "api_keys", "job_leases", "rate_limits");

    private static final String TENANT_TABLE =
            "(?:contacts|calls|call_messages|leads|appointments|idempotency_keys|\\$table|\\$target|\\$from)\\b";

    private static final Pattern TEXT =
            Pattern.compile("\"\"\"\\R(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern SQL = Pattern.compile(
            "\\s*(?:WITH|SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|DO|SET|COPY|ANALYZE|LOCK|TRUNCATE)\\s.*",
            Pattern.DOTALL);

    private record Statement(String place, String sql) {}

    private record Rule(String reason, Predicate<String> breaks) {
        static Rule of(String reason, String pattern) {
            return new Rule(
                    reason,
                    Pattern.compile(pattern, CASE_INSENSITIVE | Pattern.DOTALL).asPredicate());
        }
    }

    private static final String ORGANIZATION = "organization_id\\s*=\\s*:organization_id";

    private static final List<Rule> RULES = List.of(
            Rule.of("an advisory lock is per node; claim by INSERT … ON CONFLICT DO NOTHING", "pg_(?:try_)?advisory"),
            Rule.of(
                    "non-IMMUTABLE functions are not allowed in CASE or COALESCE",
                    "\\bcoalesce\\s*\\([^;]*?\\b(?:now|clock_timestamp|random|gen_random_uuid)\\(\\)"
                            + "|\\bcase\\b(?:(?!\\bend\\b).)*?\\b(?:now|clock_timestamp|random|gen_random_uuid)\\(\\)"),
            Rule.of(
                    "functions in ON CONFLICT … DO UPDATE must be IMMUTABLE",
                    "\\bdo\\s+update\\b(?:(?!\\breturning\\b).)*\\b(?:now|clock_timestamp|random)\\(\\)"),
            Rule.of(
                    "a table of an organization and a temporary one are not joined, except in a MATERIALIZED CTE",
                    "\\b(?:from|join|using)\\s+" + TENANT_TABLE + "(?=.*\\b(?:from|join|using)\\s+import_)"
                            + "|\\b(?:from|join|using)\\s+import_(?=.*\\b(?:from|join|using)\\s+" + TENANT_TABLE + ")"),
            new Rule(
                    "what fills a temporary table beside an organization's reads no other, except in a MATERIALIZED CTE",
                    sql -> matches(sql, "\\binto\\s+" + TENANT_TABLE)
                            && matches(
                                    sql, "\\binsert\\s+into\\s+import_\\w+\\s+select\\b.*\\b(?:from|join)\\s+import_")),
            new Rule(
                    "SKIP LOCKED on an organization's table needs organization_id = …",
                    sql -> matches(sql, "\\b(?:from|join)\\s+" + TENANT_TABLE)
                            && matches(sql, "skip\\s+locked")
                            && !matches(sql, "organization_id\\s*=")),
            new Rule(
                    "a change of an organization's table names the organization",
                    sql -> matches(sql, "^\\s*(?:update|delete\\s+from)\\s+" + TENANT_TABLE)
                            && !matches(sql, ORGANIZATION)),
            new Rule(
                    "a query of an organization's table names the organization, or tells it of every row",
                    sql -> matches(sql, "\\b(?:from|join)\\s+" + TENANT_TABLE)
                            && !matches(sql, "^\\s*(?:delete|create)\\b")
                            && !matches(sql, ORGANIZATION)
                            && !matches(sql, "^\\s*select\\s+organization_id\\b")),
            new Rule(
                    "a new row of an organization's table names the organization first",
                    sql -> matches(sql, "\\binsert\\s+into\\s+" + TENANT_TABLE + "\\s*\\((?!\\s*organization_id\\b)")),
            Rule.of(
                    "distributed tables have no triggers",
                    "\\bcreate\\s+(?:or\\s+replace\\s+)?(?:constraint\\s+)?trigger"),
            Rule.of(
                    "each constraint is added by an ALTER of its own",
                    "^\\s*create\\s+table(?=.*\\borganization_id\\b)(?=.*\\b(?:constraint|foreign\\s+key)\\b)"
                            + "|^\\s*alter\\s+table\\b.*\\badd\\s+constraint\\b.*\\badd\\b"
                            + "|^\\s*alter\\s+table\\b.*\\badd\\s+(?:column\\s+)?(?!constraint|column)\\w+\\s[^,]*\\bconstraint\\b"),
            new Rule(
                    "a primary key and a unique index begin with organization_id",
                    sql -> matches(sql, "^\\s*create\\s+(?:table|unique)")
                            && matches(sql, "\\borganization_id\\b")
                            && matches(
                                    sql,
                                    "(?:\\b(?:primary\\s+key|unique)\\b(?!\\s*\\(\\s*organization_id\\b)"
                                            + "(?!\\s+index\\b[^(]*\\(\\s*organization_id\\b))")));

    @Test
    void everyStatementIsOneThatDistributedTablesTake() throws IOException {
        var statements = Stream.concat(statementsOfTheCode().stream(), statementsOfMigrations().stream())
                .toList();

        assertThat(statements).hasSizeGreaterThan(40);
        assertThat(statements.stream().flatMap(statement -> faults(statement.sql)
                        .map(reason -> statement.place + ": " + reason + ":\n" + statement.sql)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "advisory | SELECT pg_try_advisory_xact_lock(1)",
                "COALESCE | UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = :id",
                "CASE | UPDATE api_keys SET a = CASE WHEN b THEN now() ELSE c END WHERE id = :id",
                "IMMUTABLE | INSERT INTO job_leases (job) VALUES (:job) ON CONFLICT (job) DO UPDATE SET held_until = now()",
                "temporary | SELECT FROM import_calls JOIN contacts USING (id) WHERE organization_id = :organization_id",
                "temporary | SELECT FROM contacts WHERE organization_id = :organization_id AND id IN (SELECT id FROM import_calls)",
                "temporary | WITH a AS MATERIALIZED (SELECT 1) SELECT FROM import_calls JOIN $target ON organization_id = :organization_id",
                "beside | WITH a AS (INSERT INTO calls (organization_id) VALUES (:organization_id) RETURNING id) INSERT INTO import_a SELECT id FROM a WHERE NOT EXISTS (SELECT FROM import_a)",
                "SKIP LOCKED | SELECT organization_id FROM calls FOR UPDATE SKIP LOCKED",
                "change | DELETE FROM idempotency_keys WHERE created_at < now()",
                "change | UPDATE calls SET status = 'failed' WHERE id = :id",
                "query | SELECT id FROM calls WHERE id = :id",
                "query | SELECT id FROM calls WHERE organization_id = :organisation_id",
                "new row | INSERT INTO contacts (id, organization_id) VALUES (:id, :organization_id)",
                "triggers | CREATE TRIGGER t BEFORE UPDATE ON calls FOR EACH ROW EXECUTE FUNCTION touch()",
                "constraint | CREATE TABLE a (organization_id uuid, id uuid, PRIMARY KEY (organization_id, id), CONSTRAINT b CHECK (true))",
                "constraint | CREATE TABLE a (organization_id uuid, PRIMARY KEY (organization_id), FOREIGN KEY (organization_id) REFERENCES b)",
                "constraint | ALTER TABLE a ADD CONSTRAINT b CHECK (true), ADD CONSTRAINT c CHECK (true)",
                "constraint | ALTER TABLE a ADD COLUMN b text CONSTRAINT c CHECK (b <> '')",
                "primary key | CREATE TABLE a (organization_id uuid, id uuid PRIMARY KEY)",
                "primary key | CREATE TABLE a (organization_id uuid, id uuid UNIQUE, PRIMARY KEY (organization_id, id))",
                "primary key | CREATE UNIQUE INDEX a ON calls (id, organization_id)"
            })
    void everyPatternThatTheyRefuseIsFoundAndExplained(String reason, String sql) {
        assertThat(faults(sql)).anyMatch(found -> found.contains(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE a (organization_id uuid, id uuid, PRIMARY KEY (organization_id, id))",
                "CREATE UNIQUE INDEX a ON calls (organization_id, id)",
                "ALTER TABLE a ADD CONSTRAINT b CHECK (true)",
                "ALTER TABLE a ADD COLUMN b text NOT NULL DEFAULT ''",
                "SELECT organization_id, key FROM idempotency_keys WHERE created_at <= now()",
                "WITH s AS MATERIALIZED (SELECT id FROM calls WHERE organization_id = :organization_id AND id IN (SELECT id FROM import_calls)) SELECT FROM import_calls JOIN s USING (id)"
            })
    void whatTheyTakeIsNotRefused(String sql) {
        assertThat(faults(sql)).isEmpty();
    }

    private static Stream<String> faults(String sql) {
        var outer = withoutMaterialized(sql);
        return RULES.stream()
                .filter(rule -> rule.breaks.test(rule.reason.contains("temporary") ? outer : sql))
                .map(Rule::reason);
    }

    private static boolean matches(String sql, String pattern) {
        return Pattern.compile(pattern, CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(sql)
                .find();
    }

    /** A statement without the queries that run by themselves first. */
    private static String withoutMaterialized(String sql) {
        var begin = Pattern.compile("\\bas\\s+materialized\\s*\\(", CASE_INSENSITIVE)
                .matcher(sql);
        if (!begin.find()) {
            return sql;
        }
        var end = begin.end();
        for (var depth = 1; depth > 0; end++) {
            depth += sql.charAt(end) == '(' ? 1 : sql.charAt(end) == ')' ? -1 : 0;
        }
        return withoutMaterialized(sql.substring(0, begin.start()) + "AS ()" + sql.substring(end));
    }

    private static List<Statement> statementsOfTheCode() throws IOException {
        try (var files = Files.walk(SOURCES.resolve("java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> TEXT.matcher(read(file))
                            .results()
                            .map(text -> text.group(1) == null ? text.group(2) : text.group(1))
                            .filter(text -> SQL.matcher(text).matches())
                            .map(text -> new Statement(file.getFileName().toString(), text.strip())))
                    .toList();
        }
    }

    private static List<Statement> statementsOfMigrations() throws IOException {
        var statements = new ArrayList<Statement>();
        try (var files = Files.list(SOURCES.resolve("resources/db/migration"))) {
            for (var file :
                    files.filter(file -> !file.endsWith(FIRST_MIGRATION)).toList()) {
                var text = read(file)
                        .lines()
                        .filter(line -> !line.startsWith("--"))
                        .collect(Collectors.joining("\n"));
                for (var sql : text.split(";\\s*(?:\\R|$)")) {
                    if (WHOLE_TABLES.stream()
                            .noneMatch(table -> matches(sql, "^\\s*(?:create|alter)\\s+table\\s+" + table + "\\b"))) {
                        statements.add(new Statement(file.getFileName().toString(), sql.strip()));
                    }
                }
            }
        }
        return statements;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
