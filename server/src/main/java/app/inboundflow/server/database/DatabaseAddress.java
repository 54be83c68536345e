package app.inboundflow.server.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where a PostgreSQL is, and who asks it. The URL holds neither user nor password, however the address was written, so it
 * may be logged.
 *
 * @param url {@code jdbc:postgresql://host:port/name?parameters}
 * @param user the role, or the driver's default
 * @param password its password, when it needs one
 */
record DatabaseAddress(
        String url, @Nullable String user, @Nullable String password) {
    private static final String HOST = "(?:[\\w.-]+|\\[[0-9A-Fa-f:.%]+\\])(?::[0-9]{1,5})?";
    private static final Pattern ADDRESS =
            Pattern.compile("(?:jdbc:)?(?:postgres|postgresql)://(?:(?<user>[^:/?#]*)(?::(?<password>[^/?#]*))?@)?"
                    + "(?<hosts>" + HOST + "(?:," + HOST + ")*)(?<name>/[^?#]*)?(?:\\?(?<parameters>[^#]*))?");

    /** A database on this machine, as the driver writes it: {@code jdbc:postgresql:name}. */
    private static final Pattern LOCAL =
            Pattern.compile("jdbc:postgresql:(?<name>(?!//)/?[^?#]*)(?:\\?(?<parameters>[^#]*))?");

    private static final String SECONDS_TO_CONNECT = "10";

    private static final String FORMS =
            " must look like postgres://user:password@host:5432/name or jdbc:postgresql://host/name; write a character"
                    + " such as / or # in the password as %2F or %23.";

    /**
     * Reads an address.
     *
     * @param variable what to call it when it is none; what it says is never repeated, for it may hold a password
     */
    static DatabaseAddress parse(String variable, String address) {
        var jdbc = address.startsWith("jdbc:");
        var remote = ADDRESS.matcher(address);
        var local = LOCAL.matcher(address);
        try {
            if (remote.matches()) {
                var name = remote.group("name");
                return of(
                        "jdbc:postgresql://" + remote.group("hosts") + (name == null ? "/" : name),
                        jdbc,
                        remote.group("parameters"),
                        decode(remote.group("user")),
                        decode(remote.group("password")));
            }
            if (local.matches()) {
                return of("jdbc:postgresql:" + local.group("name"), jdbc, local.group("parameters"), null, null);
            }
        } catch (IllegalArgumentException badEscape) {
            // said below; its own message would repeat what it could not read
        }
        throw new IllegalArgumentException(variable + FORMS);
    }

    private static DatabaseAddress of(
            String url, boolean jdbc, @Nullable String parameters, @Nullable String user, @Nullable String password) {
        var credentials = new HashMap<String, @Nullable String>();
        credentials.put("user", user);
        credentials.put("password", password);
        var others = new ArrayList<String>();
        for (var parameter : parameters == null ? new String[0] : parameters.split("&")) {
            var parts = parameter.split("=", 2);
            if (parts.length == 2 && credentials.containsKey(parts[0])) {
                // The driver's own form takes a plus for a space.
                credentials.put(
                        parts[0], jdbc ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : decode(parts[1]));
            } else if (!parameter.isEmpty()) {
                others.add(parameter);
            }
        }
        return new DatabaseAddress(
                others.isEmpty() ? url : url + "?" + String.join("&", others),
                credentials.get("user"),
                credentials.get("password"));
    }

    private static @Nullable String decode(@Nullable String part) {
        // A plus is a plus in an address, and a space only in a form.
        return part == null ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Where it is, for people. */
    String description() {
        return url.replaceFirst("\\?.*", "");
    }

    /**
     * Connects to it, outside of any pool.
     *
     * @param secondsToWait for the end of a statement; 0 for as long as it takes
     */
    Connection connect(int secondsToWait) throws SQLException {
        var properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "inboundflow");
        properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
        properties.setProperty("socketTimeout", Integer.toString(secondsToWait));
        var connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("PostgreSQL's driver does not understand this address.");
        }
        return connection;
    }
}
