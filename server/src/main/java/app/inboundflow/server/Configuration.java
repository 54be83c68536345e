package app.inboundflow.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator sets by environment variables. Nothing else reads the environment. A variable that is set to nothing
 * counts as not set.
 */
public final class Configuration {
    static final String PREFIX = "INBOUNDFLOW_";
    /** What the Java client reads, which may run beside the server. */
    private static final List<String> OF_THE_CLIENT = List.of("INBOUNDFLOW_API_KEY", "INBOUNDFLOW_BASE_URL");

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    private Configuration() {}

    /** The configuration of this process. */
    public static Configuration ofEnvironment() {
        return of(System.getenv());
    }

    /**
     * The configuration in some variables.
     *
     * @throws IllegalArgumentException when one breaks its rule, naming the variable and the rule in one line
     */
    public static Configuration of(Map<String, String> environment) {
        var configuration = new Configuration();
        for (var setting : Setting.values()) {
            var value = environment.getOrDefault(setting.toString(), "").strip();
            if (value.isEmpty()) {
                configuration.values.put(setting, setting.byDefault());
            } else {
                setting.check(value);
                configuration.values.put(setting, value);
            }
        }
        return configuration;
    }

    /** Variables that look like ours and are none, such as misspelt ones, in this process. */
    public static List<String> unknown() {
        return unknown(System.getenv());
    }

    static List<String> unknown(Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !OF_THE_CLIENT.contains(name))
                .filter(name -> Arrays.stream(Setting.values())
                        .noneMatch(setting -> setting.toString().equals(name)))
                .sorted()
                .toList();
    }

    /** The directory in which everything is kept that is not in a database of the operator's. */
    public Path home() {
        var home = get(Setting.HOME);
        return home.startsWith("~/") ? Path.of(System.getProperty("user.home"), home.substring(2)) : Path.of(home);
    }

    /** The address of a PostgreSQL of the operator's. */
    public Optional<String> databaseUrl() {
        return Optional.of(get(Setting.DATABASE_URL)).filter(url -> !url.isEmpty());
    }

    /** The address of a replica of it. */
    public Optional<String> readDatabaseUrl() {
        return Optional.of(get(Setting.READ_DATABASE_URL)).filter(url -> !url.isEmpty());
    }

    /** The address to listen on. */
    public String host() {
        return get(Setting.HOST);
    }

    /** The port to listen on, 0 to 65535. */
    public int port() {
        return Integer.parseInt(get(Setting.PORT));
    }

    /** The port of health checks and metrics, 1 to 65535, if there is one. */
    public OptionalInt managementPort() {
        var port = get(Setting.MANAGEMENT_PORT);
        return port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
    }

    /** The address of that port. */
    public String managementHost() {
        return get(Setting.MANAGEMENT_HOST);
    }

    /** Whether the log is JSON, whatever the other variables hold. */
    public static boolean isLogJson() {
        return System.getenv()
                .getOrDefault(Setting.LOG_FORMAT.toString(), "")
                .strip()
                .equals("json");
    }

    /** Whether a command that fails shows where, whatever the other variables hold. */
    public static boolean isDebug() {
        return !System.getenv().getOrDefault(Setting.DEBUG.toString(), "").isBlank();
    }

    /** The properties that beans read: {@link Setting#property()} of every variable that has a value. */
    public Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        values.forEach((setting, value) -> {
            // They hold a password, and no bean reads them.
            if (!value.isEmpty() && setting != Setting.DATABASE_URL && setting != Setting.READ_DATABASE_URL) {
                properties.put(setting.property(), value);
            }
        });
        return properties;
    }

    private String get(Setting setting) {
        return values.getOrDefault(setting, "");
    }
}
