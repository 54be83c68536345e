package app.inboundflow.server;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an operator can set by an environment variable, in the order of README's table, which is checked against this. */
public enum Setting {
    /** Where the embedded PostgreSQL and the demo's key live. */
    HOME("~/.inboundflow", "where the embedded PostgreSQL and the demo's key live; only for its owner", Rule.ANYTHING),
    /** A PostgreSQL of the operator's. */
    DATABASE_URL(
            "",
            "a PostgreSQL 14 or newer to use instead: `postgres://user:password@host:5432/name` or `jdbc:postgresql:…`",
            Rule.ANYTHING),
    /** A replica of it. */
    READ_DATABASE_URL(
            "",
            "a streaming replica of that PostgreSQL: reads go there while it is at most 5 seconds behind",
            Rule.ANYTHING),
    /** The address to listen on. */
    HOST("127.0.0.1", "the address to listen on; also `serve --host`", Rule.WORD),
    /** The port to listen on. */
    PORT("8080", "the port to listen on, 0 for any free one; also `serve --port`", Rule.number(0, 65_535)),
    /** The port of health checks and metrics. */
    MANAGEMENT_PORT(
            "",
            "a second port, for `/health` and Prometheus' `/metrics`; when it is not set there are no metrics, and `/health`"
                    + " is on the first port",
            Rule.number(1, 65_535)),
    /** The address of that port. */
    MANAGEMENT_HOST("127.0.0.1", "the address of the second port", Rule.WORD),
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
    /** How long a server that is told to stop goes on answering. */
    DRAIN_SECONDS(
            "5",
            "seconds that `serve`, told to stop, goes on answering with readiness down, when a load balancer has asked"
                    + " for it in the last minute",
            Rule.number(0, 3_600)),
    /** The form of the log's entries. */
    LOG_FORMAT(
            "text",
            "`json`: each entry of the log is a line of JSON, and each request has one",
            new Rule("must be text or json", value -> value.matches("text|json"))),
    /** Options for the JVM; the launcher reads it. */
    JAVA_OPTIONS("", "options for the JVM, such as `-Xmx256m`", Rule.ANYTHING),
    /** Whether the launcher builds; the launcher reads it. */
    BUILD("", "`never`: the launcher runs the jar as it is and builds nothing", Rule.ANYTHING),
    /** Whether a command that fails shows where. */
    DEBUG("", "set: a command that fails shows where", Rule.ANYTHING);

    private final String byDefault;
    private final String meaning;
    private final Rule rule;

    Setting(String byDefault, String meaning, Rule rule) {
        this.byDefault = byDefault;
        this.meaning = meaning;
        this.rule = rule;
    }

    /**
     * Makes sure that a value can be meant.
     *
     * @throws IllegalArgumentException when it breaks the rule, naming the variable and the rule in one line
     */
    void check(String value) {
        if (!rule.holds.test(value)) {
            throw new IllegalArgumentException(this + " " + rule.text + ", but is \"" + value + "\".");
        }
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
        return Configuration.PREFIX + name();
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
}
