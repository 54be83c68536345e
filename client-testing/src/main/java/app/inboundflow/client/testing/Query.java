package app.inboundflow.client.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each once and documented. */
final class Query {
    private static final int LARGEST_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 50;

    private final Map<String, String> values = new LinkedHashMap<>();

    Query(@Nullable String raw, List<String> documented) {
        for (var parameter : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
            var equals = parameter.indexOf('=');
            var name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
            if (!documented.contains(name)) {
                throw Refusal.field(
                        name,
                        "query",
                        "unknown",
                        documented.isEmpty()
                                ? "is not a parameter; there are none"
                                : "is not a parameter; these are: " + String.join(", ", documented));
            }
            if (values.put(name, equals < 0 ? "" : decode(parameter.substring(equals + 1))) != null) {
                throw Refusal.field(name, "query", "repeated", "must be given once");
            }
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.field("", "query", "malformed", "must be percent-encoded UTF-8");
        }
    }

    @Nullable String text(String name) {
        return values.get(name);
    }

    int limit() {
        var text = values.get("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (!text.matches("-?[0-9]{1,9}")) {
            throw Refusal.field("limit", "query", "invalid_type", "must be a whole number");
        }
        var limit = Integer.parseInt(text);
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw Refusal.field(
                    "limit",
                    "query",
                    "out_of_range",
                    limit < 1 ? "must be at least 1" : "must be at most " + LARGEST_LIMIT);
        }
        return limit;
    }

    /** A phone number; an unencoded plus has come as a space. */
    @Nullable String phone() {
        var text = values.get("phone");
        if (text != null) {
            text = text.replaceFirst("^ ", "+");
            if (!text.matches(Contacts.PHONE)) {
                throw Refusal.field("phone", "query", "invalid_format", "must be in E.164 form, such as +14155551234");
            }
        }
        return text;
    }

    @Nullable Instant since() {
        var text = values.get("since");
        if (text == null) {
            return null;
        }
        try {
            var plus = text.replace(' ', '+');
            if (plus.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:]{8}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})")) {
                return OffsetDateTime.parse(plus.toUpperCase(Locale.ROOT)).toInstant();
            }
        } catch (DateTimeException none) {
            // Said below.
        }
        throw Refusal.field(
                "since", "query", "invalid_format", "must be an RFC 3339 date and time, such as 2026-02-24T00:00:00Z");
    }

    @Nullable String oneOf(String name, List<String> known) {
        var text = values.get(name);
        if (text != null && !known.contains(text)) {
            throw Refusal.field(name, "query", "invalid_value", "must be one of: " + String.join(", ", known));
        }
        return text;
    }

    /** The filters, as they were asked for; a cursor is good for the same ones only. */
    String filters() {
        var filters = new TreeMap<>(values);
        filters.remove("limit");
        filters.remove("cursor");
        return filters.toString();
    }
}
