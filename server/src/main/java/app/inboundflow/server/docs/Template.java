package app.inboundflow.server.docs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * HTML with gaps: <code>{{name}}</code> takes a value, always escaped, and what stands between
 * {@code <!-- begin name -->} and {@code <!-- end name -->} is written once for each row of values.
 */
record Template(String html) {
    private static final Pattern GAP = Pattern.compile("\\{\\{(\\w+)}}");

    /** Reads a template from the class path. */
    static Template ofClassPath(String path) {
        return new Template(new String(ServedFile.read(path), StandardCharsets.UTF_8));
    }

    /** Writes a block once for each row, and not at all where there is none. */
    Template repeat(String block, List<Map<String, String>> rows) {
        var parts = html.split("\\s*<!-- (begin|end) " + block + " -->", -1);
        var row = new Template(parts[1]);
        return new Template(parts[0] + rows.stream().map(row::fill).collect(Collectors.joining()) + parts[2]);
    }

    /** Fills every gap. */
    String fill(Map<String, String> values) {
        return GAP.matcher(html).replaceAll(gap -> {
            var value = values.get(gap.group(1));
            if (value == null) {
                throw new IllegalArgumentException("There is no value for " + gap.group() + ".");
            }
            return Matcher.quoteReplacement(escape(value));
        });
    }

    /** Escapes the characters of HTML and of the gaps. */
    private static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("{", "&#123;");
    }
}
