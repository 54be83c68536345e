package app.inboundflow.check;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request before it is sent.
 *
 * @param path with its query
 * @param headers by name, in any case
 */
public record Request(String method, String path, Map<String, String> headers, byte[] body) {
    /** A request with headers that are found in any case. */
    public Request {
        var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = sorted;
    }

    /** A GET. */
    public static Request get(String path) {
        return of("GET", path);
    }

    /** A request without a body. */
    public static Request of(String method, String path) {
        return new Request(method, path, Map.of(), new byte[0]);
    }

    /** A POST of JSON. */
    public static Request post(String path, String json) {
        return new Request(
                "POST", path, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for another path. */
    public Request at(String other) {
        return new Request(method, other, headers, body);
    }

    /** The same with another parameter at the end of its query. */
    public Request query(String name, String value) {
        return at(path + (path.contains("?") ? "&" : "?") + name + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** The same with each plus as it is, which stands for a space where one can be meant. */
    Request withPlainPlus() {
        return at(path.replace("%2B", "+"));
    }

    /** The parameters of its query, decoded. */
    public Map<String, List<String>> query() {
        var parameters = new LinkedHashMap<String, List<String>>();
        for (var pair : path.replaceFirst("^[^?]*\\??", "").split("&")) {
            var parts = pair.split("=", 2);
            var name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            var value = parts.length > 1 ? parts[1] : "";
            // As documented: in these two no space can be meant, so the plus that became one is a plus.
            value = List.of("phone", "since").contains(name) ? value.replace("+", "%2B") : value;
            if (!pair.isEmpty()) {
                parameters
                        .computeIfAbsent(name, unknown -> new ArrayList<>())
                        .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    /** The same with a header more, or another one. */
    public Request with(String name, String value) {
        var other = new Request(method, path, headers, body);
        other.headers.put(name, value);
        return other;
    }

    /** The same without a header. */
    public Request without(String name) {
        var other = new Request(method, path, headers, body);
        other.headers.remove(name);
        return other;
    }

    /** A command of the shell that sends this. */
    String curl(String url, boolean withKey) {
        var curl = new StringBuilder("HEAD".equals(method) ? "curl -I" : "curl -i");
        if (!List.of("GET", "HEAD", "POST").contains(method)) {
            curl.append(" -X ").append(method);
        }
        curl.append(" ").append(quoted(url + path));
        if (withKey) {
            curl.append(" -H \"Authorization: Bearer $INBOUNDFLOW_API_KEY\"");
        }
        headers.forEach((name, value) -> curl.append(" -H ").append(quoted(name + ": " + value)));
        return curl + (body.length == 0 ? "" : " -d " + quoted(new String(body, StandardCharsets.UTF_8)));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        var text = new String(Arrays.copyOf(body, Math.min(body.length, 2000)), StandardCharsets.UTF_8);
        return method + " " + path + " " + headers + (text.isEmpty() ? "" : " " + text);
    }
}
