package app.inboundflow.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an operator sets by environment variables. Nothing else reads the environment. A variable that is set to nothing
 * counts as not set.
 */
public final class Configuration {
    private static final String PREFIX = "INBOUNDFLOW_";
    /** What the Java client reads, which may run beside the server. */
    private static final List<String> OF_THE_CLIENT = List.of("INBOUNDFLOW_API_KEY", "INBOUNDFLOW_BASE_URL");

    /** The variables, in the order of README's table, which is checked against them. */
    public enum Variable {
        /** Where the embedded PostgreSQL and the demo's key live. */
        HOME(
                "~/.inboundflow",
                "where the embedded PostgreSQL and the demo's key live; only for its owner",
                Rule.ANYTHING),
        /** A PostgreSQL of the operator's. */
        DATABASE_URL(
                "",
                "a PostgreSQL 14 or newer to use instead: `postgres://user:password@host:5432/name` or `jdbc:postgresql:…`",
                Rule.ANYTHING),
        /** The address to listen on. */
        HOST("127.0.0.1", "the address to listen on; also `serve --host`", Rule.WORD),
        /** The port to listen on. */
        PORT("8080", "the port to listen on, 0 for any free one; also `serve --port`", Rule.number(0, 65_535)),
        /** The header in which a proxy names the client. */
        CLIENT_ADDRESS_HEADER(
                "",
                "behind a proxy: the header in which it names the client: `X-Real-IP`, `X-Forwarded-For` or `Forwarded`, of"
                        + " which the last address counts",
                new Rule("must be the name of a header", value -> value.matches("[\\w!#$%&'*+.^`|~-]+"))),
        /** How many failed authentications a minute are answered to one address. */
        FAILED_AUTHENTICATIONS_PER_MINUTE(
                "30", "failures answered to one address before it gets 429", Rule.number(1, 1_000_000)),
        /** Whether servers count their limits together. */
        RATE_LIMITS(
                "local",
                "`shared`: all servers on a database count the limits of keys and of failed authentications together",
                new Rule("must be local or shared", value -> value.matches("local|shared"))),
        /** The origins whose pages may call the API. */
        ALLOWED_ORIGINS(
                "",
                "the origins whose pages may call the API from a browser, such as"
                        + " `https://app.example.com,http://localhost:3000`",
                new Rule(
                        "must be origins such as https://app.example.com, without paths and with commas between them",
                        value -> Stream.of(value.split(",", -1))
                                .allMatch(origin -> origin.strip().matches("[a-z][a-z0-9+.-]*://[^/\\s*]+")))),
        /** How many connections one address may have. */
        CONNECTIONS_PER_ADDRESS(
                "1000",
                "connections of one address; one more takes the place of the one that is idle the longest",
                Rule.number(1, 1_000_000)),
        /** Options for the JVM; the launcher reads it. */
        JAVA_OPTIONS("", "options for the JVM, such as `-Xmx256m`", Rule.ANYTHING),
        /** Whether the launcher builds; the launcher reads it. */
        BUILD("", "`never`: the launcher runs the jar as it is and builds nothing", Rule.ANYTHING),
        /** Whether a command that fails shows where. */
        DEBUG("", "set: a command that fails shows where", Rule.ANYTHING);

        private final String byDefault;
        private final String meaning;
        private final Rule rule;

        Variable(String byDefault, String meaning, Rule rule) {
            this.byDefault = byDefault;
            this.meaning = meaning;
            this.rule = rule;
        }

        /** Its value when it is not set; empty when it has none. */
        public String byDefault() {
            return byDefault;
        }

        /** What it is for, in Markdown. */
        public String meaning() {
            return meaning;
        }

        /** The name of the beans' property for it, such as {@code inboundflow.client-address-header}. */
        public String property() {
            return "inboundflow." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The variable's whole name. */
        @Override
        public String toString() {
            return PREFIX + name();
        }
    }

    private record Rule(String text, Predicate<String> holds) {
        static final Rule ANYTHING = new Rule("", value -> true);
        static final Rule WORD = new Rule("must hold no spaces", value -> value.matches("\\S+"));

        static Rule number(int least, int most) {
            return new Rule(
                    "must be a whole number from " + least + " to " + most,
                    value -> value.matches("[0-9]{1,9}")
                            && Integer.parseInt(value) >= least
                            && Integer.parseInt(value) <= most);
        }
    }

    private final Map<Variable, String> values = new EnumMap<>(Variable.class);

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
        for (var variable : Variable.values()) {
            var value = environment.getOrDefault(variable.toString(), "").strip();
            if (!value.isEmpty() && !variable.rule.holds.test(value)) {
                throw new IllegalArgumentException(variable + " " + variable.rule.text + ", but is \"" + value + "\".");
            }
            configuration.values.put(variable, value.isEmpty() ? variable.byDefault : value);
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
                .filter(name -> Arrays.stream(Variable.values())
                        .noneMatch(variable -> variable.toString().equals(name)))
                .sorted()
                .toList();
    }

    /** The directory in which everything is kept that is not in a database of the operator's. */
    public Path home() {
        var home = get(Variable.HOME);
        return home.startsWith("~/") ? Path.of(System.getProperty("user.home"), home.substring(2)) : Path.of(home);
    }

    /** The address of a PostgreSQL of the operator's. */
    public Optional<String> databaseUrl() {
        return Optional.of(get(Variable.DATABASE_URL)).filter(url -> !url.isEmpty());
    }

    /** The address to listen on. */
    public String host() {
        return get(Variable.HOST);
    }

    /** The port to listen on, 0 to 65535. */
    public int port() {
        return Integer.parseInt(get(Variable.PORT));
    }

    /** Whether a command that fails shows where, whatever the other variables hold. */
    public static boolean isDebug() {
        return !System.getenv().getOrDefault(Variable.DEBUG.toString(), "").isBlank();
    }

    /** The properties that beans read: {@link Variable#property()} of every variable that has a value. */
    public Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        values.forEach((variable, value) -> {
            // It holds a password, and no bean reads it.
            if (!value.isEmpty() && variable != Variable.DATABASE_URL) {
                properties.put(variable.property(), value);
            }
        });
        return properties;
    }

    private String get(Variable variable) {
        return values.getOrDefault(variable, "");
    }
}
