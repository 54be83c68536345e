package app.inboundflow.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** Operations × statuses. */
final class Matrix {
    private static final String NOTHING =
            Html.cell("nothing", "<span aria-hidden=\"true\">·</span><span class=\"spoken\">not declared</span>");

    private Matrix() {}

    /**
     * A table of operations × statuses.
     *
     * @param operations by operationId, then by status
     * @param cell shows what is known of one operation with one status
     */
    static String table(String caption, JsonNode operations, Function<JsonNode, String> cell) {
        var statuses = new TreeSet<String>();
        operations.forEach(operation -> operation.fieldNames().forEachRemaining(statuses::add));
        var heads = new ArrayList<String>(List.of("Operation"));
        heads.addAll(statuses);
        var rows = new ArrayList<String>();
        operations
                .properties()
                .forEach(operation -> rows.add(Html.row(
                        Html.code(operation.getKey()),
                        statuses.stream()
                                .map(status -> operation.getValue().has(status)
                                        ? cell.apply(operation.getValue().get(status))
                                        : NOTHING)
                                .toList())));
        return "<div class=\"matrix\">" + Html.table(caption, heads, rows) + "</div>";
    }

    /** A count of a total, with a sign when some are missing. */
    static String count(String shown, boolean isAll) {
        return Html.cell(
                isAll ? "number" : "number bad", (isAll ? "" : Verdict.DISPROVED.html() + " ") + Html.escape(shown));
    }
}
