package app.inboundflow.server.cli;

import app.inboundflow.server.time.Timestamps;
import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows in columns as wide as they need; the last column is never cut. */
final class Table {
    /** Controls, invisible formats and line ends; not the joiners (U+200C, U+200D) that scripts and emojis need. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\u200c\u200d]]");

    private final List<String[]> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(titles);
    }

    /** Adds a row. What a terminal would obey is shown instead: a name cannot move the cursor or make a row of its own. */
    void row(String... cells) {
        rows.add(Arrays.stream(cells).map(Table::printable).toArray(String[]::new));
    }

    /** A timestamp to the second, or {@code -}. */
    static String timestamp(@Nullable OffsetDateTime timestamp) {
        return timestamp == null ? "-" : Timestamps.format(timestamp.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String printable(String cell) {
        return UNPRINTABLE.matcher(cell).replaceAll(character -> "\\\\u%04x"
                .formatted((int) character.group().charAt(0)));
    }

    void print(PrintWriter out) {
        var widths = new int[rows.getFirst().length];
        for (var row : rows) {
            Arrays.setAll(widths, column -> Math.max(widths[column], row[column].length()));
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (var column = 0; column < row.length; column++) {
                line.append(row[column]).append(" ".repeat(widths[column] - row[column].length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
