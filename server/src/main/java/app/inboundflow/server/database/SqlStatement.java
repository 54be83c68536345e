package app.inboundflow.server.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement with named parameters, {@code :like_this}, as a repository writes it out. A line that ends with
 * {@code -- if given} is optional: it is left out when its parameter is null, so PostgreSQL plans for the filters that there
 * are.
 * <pre>{@code
 * SELECT id FROM calls
 * WHERE organization_id = :organization_id
 *   AND status = :status -- if given
 * }</pre>
 *
 * <p>A statement fails closed. It runs only with exactly the parameters that it names, the optional ones too, whose value is
 * null when there is none; anything else is an exception, at the first use and every one after. A misspelt name can
 * therefore never widen a result. In a line that is not optional, null is bound as SQL's NULL.
 *
 * <p>The parameter {@code :limit} is a whole number and becomes part of the text: {@code LIMIT 51}. So PostgreSQL knows that
 * few rows are wanted, and can keep its plan. With a parameter there it supposes a tenth of the rows, and plans each
 * execution anew.
 *
 * <p>The text is read once, when the statement is made, and put together once for each set of optional lines.
 */
public final class SqlStatement {
    private static final String OPTIONAL = "-- if given";
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z]\\w*)");
    private static final int MOST_OPTIONAL_LINES = 8;
    private static final String LIMIT = "limit";

    private final boolean isOfReplica;
    private final List<Line> lines;
    private final Map<String, Boolean> names;
    private final AtomicReferenceArray<Prepared> prepared;

    private record Line(String text, List<String> names, boolean optional) {}

    /** What JDBC takes: the text with question marks, and whose value each of them is. */
    record Prepared(String text, List<String> names) {
        private Prepared limitedTo(@Nullable Object limit) {
            if (limit instanceof Integer number) {
                return new Prepared(text.replace(":" + LIMIT, number.toString()), names);
            }
            throw new IllegalArgumentException("The limit is a whole number, not " + limit + ": " + text);
        }
    }

    private SqlStatement(String sql, boolean isOfReplica) {
        this.isOfReplica = isOfReplica;
        lines = sql.lines().map(SqlStatement::line).toList();
        var optionalLines = lines.stream().filter(Line::optional).count();
        require(optionalLines <= MOST_OPTIONAL_LINES, "at most " + MOST_OPTIONAL_LINES + " lines may be optional", sql);
        names = new HashMap<>();
        lines.forEach(line -> line.names.forEach(name -> names.merge(name, line.optional, Boolean::logicalAnd)));
        prepared = new AtomicReferenceArray<>(1 << optionalLines);
    }

    /**
     * Reads a statement.
     *
     * @throws IllegalArgumentException when it has a comment other than {@code -- if given}, a question mark, an optional line
     *     that names no parameter, or one that names the organization
     */
    public static SqlStatement of(String sql) {
        return new SqlStatement(sql, false);
    }

    /** The same for a statement that only reads, names one organization, and may be answered by a replica of the database. */
    public static SqlStatement ofReplica(String sql) {
        return new SqlStatement(sql, true);
    }

    boolean isOfReplica() {
        return isOfReplica;
    }

    private static Line line(String line) {
        var optional = line.stripTrailing().endsWith(OPTIONAL);
        var text = optional
                ? line.stripTrailing().substring(0, line.stripTrailing().length() - OPTIONAL.length())
                : line;
        require(!text.contains("--") && !text.contains("/*"), "the only comment is '" + OPTIONAL + "'", line);
        require(text.indexOf('?') < 0, "parameters have names", line);
        var names =
                PARAMETER.matcher(text).results().map(found -> found.group(1)).toList();
        require(!optional || !names.isEmpty(), "an optional line names its parameter", line);
        require(!optional || !names.contains("organization_id"), "the organization is never optional", line);
        var withQuestionMarks =
                PARAMETER.matcher(text).replaceAll(found -> found.group(1).equals(LIMIT) ? found.group() : "?");
        return new Line(withQuestionMarks.stripTrailing(), names, optional);
    }

    private static void require(boolean condition, String rule, String sql) {
        if (!condition) {
            throw new IllegalArgumentException("In a statement " + rule + ": " + sql.strip());
        }
    }

    /**
     * The statement for these parameters.
     *
     * @throws IllegalArgumentException when they are not exactly those that the statement names, or an optional line has some
     *     of its parameters and lacks others
     */
    Prepared prepare(Parameters parameters) {
        if (!parameters.names().equals(names.keySet())) {
            throw new IllegalArgumentException("The parameters " + new TreeSet<>(parameters.names())
                    + " are not those of the statement, " + new TreeSet<>(names.keySet()) + ": " + this);
        }
        var present = 0;
        var bit = 1;
        for (var line : lines) {
            if (line.optional) {
                present |= isGiven(line, parameters) ? bit : 0;
                bit <<= 1;
            }
        }
        var found = prepared.get(present);
        if (found == null) {
            found = assemble(present);
            prepared.set(present, found);
        }
        return names.containsKey(LIMIT) ? found.limitedTo(parameters.get(LIMIT)) : found;
    }

    private static boolean isGiven(Line line, Parameters parameters) {
        var given = 0;
        for (var name : line.names) {
            given += parameters.get(name) == null ? 0 : 1;
        }
        require(given == 0 || given == line.names.size(), "an optional line has all its parameters or none", line.text);
        return given > 0;
    }

    private Prepared assemble(int present) {
        var kept = new ArrayList<Line>();
        var bit = 1;
        for (var line : lines) {
            if (!line.optional || (present & bit) != 0) {
                kept.add(line);
            }
            bit <<= line.optional ? 1 : 0;
        }
        var bound = kept.stream()
                .flatMap(line -> line.names.stream())
                .filter(name -> !name.equals(LIMIT))
                .toList();
        return new Prepared(text(kept), bound);
    }

    /** The statement with all its optional lines, and question marks for the parameters but the limit. */
    @Override
    public String toString() {
        return text(lines);
    }

    private static String text(List<Line> lines) {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
}
