package app.inboundflow.contract.report;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of HTML. Only what comes out of {@link #escape} or of another of these methods may go into one. */
final class Html {
    private Html() {}

    static String escape(Object text) {
        return text.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String code(Object text) {
        return "<code>" + escape(text) + "</code>";
    }

    /** A cell. */
    static String cell(String style, String html) {
        return "<td class=\"" + style + "\">" + html + "</td>";
    }

    static String cell(String html) {
        return "<td>" + html + "</td>";
    }

    /** A row: its head, and cells that are cells already. */
    static String row(String head, List<String> cells) {
        return "<tr><th scope=\"row\">" + head + "</th>" + String.join("", cells) + "</tr>\n";
    }

    /** A table that scrolls by itself where the page is narrow. */
    static String table(String caption, List<String> heads, List<String> rows) {
        var head = heads.stream()
                .map(text -> "<th scope=\"col\">" + escape(text) + "</th>")
                .collect(Collectors.joining());
        return "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + escape(caption)
                + "\"><table><caption>"
                + escape(caption) + "</caption>\n<thead><tr>" + head + "</tr></thead>\n<tbody>\n"
                + String.join("", rows)
                + "</tbody></table></div>\n";
    }
}
