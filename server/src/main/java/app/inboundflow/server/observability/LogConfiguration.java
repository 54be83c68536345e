package app.inboundflow.server.observability;

import app.inboundflow.server.Configuration;
import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.Logger;

/**
 * What is logged and how: text or, with {@code INBOUNDFLOW_LOG_FORMAT=json}, a line of JSON for each entry and each request. It goes to
 * standard error: standard output belongs to the commands' results. Logback finds this class by itself. It is no file, because the
 * reader of such files costs each start and each command a twentieth of its processor time; whoever names a file with
 * {@code -Dlogback.configurationFile} has it read.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfiguration extends ContextAwareBase implements Configurator {
    /** The id of the request and what else the entry names, where there is any. */
    private static final String TEXT = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0}:"
            + "%replace( %X{request_id}){' $', ''} %msg%replace( %kvp{NONE}){' $', ''}%n";

    private static final String FILE = "logback.configurationFile";
    private static final int MOST_WAITING_LINES = 8192;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        levels(context);
        var isJson = Configuration.isLogJson();
        var out = console(context, isJson ? json() : text());
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(out);
        if (isJson) {
            logRequests(context, out);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static void levels(LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        // Flyway 10 warns at every start that it has not heard of PostgreSQL 18 yet; the tests run on it.
        context.getLogger("org.flywaydb").setLevel(Level.ERROR);
        // A port that is taken is told by the command, in one line.
        context.getLogger("io.micronaut.http.server.netty.NettyHttpServer").setLevel(Level.OFF);
        // What a lost connection broke, a request or a command, says so itself.
        context.getLogger("com.zaxxer.hikari.pool.ProxyConnection").setLevel(Level.ERROR);
        // A request that failed is logged once, by FailureLog, without what callers stored.
        context.getLogger("io.micronaut.http.server.RouteExecutor").setLevel(Level.OFF);
        context.getLogger("io.micronaut.transaction").setLevel(Level.OFF);
        // They would write the whole configuration, with the database's password, when all loggers are turned up.
        context.getLogger("io.micronaut.context").setLevel(Level.INFO);
        context.getLogger("io.micronaut.inject").setLevel(Level.INFO);
        context.getLogger("app.inboundflow").setLevel(Level.INFO);
        // Every key and organization that is made or revoked.
        context.getLogger("audit").setLevel(Level.INFO);
    }

    private static Appender<ILoggingEvent> console(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        var out = new ConsoleAppender<ILoggingEvent>();
        out.setContext(context);
        out.setName("STDERR");
        out.setTarget("System.err");
        out.setEncoder(encoder);
        out.start();
        return out;
    }

    private static Encoder<ILoggingEvent> text() {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(TEXT);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json() {
        var names = new LogstashFieldNames();
        names.setTimestamp("time");
        names.setLogger("logger");
        names.setThread(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        names.setLevelValue(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        names.setVersion(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        var encoder = new LogstashEncoder();
        encoder.setTimeZone("UTC");
        encoder.setFieldNames(names);
        return encoder;
    }

    /** A line for each request. When nobody reads standard error fast enough, lines are lost, and no request waits. */
    private static void logRequests(LoggerContext context, Appender<ILoggingEvent> out) {
        var lines = new AsyncAppender();
        lines.setContext(context);
        lines.setName("ACCESS");
        lines.setQueueSize(MOST_WAITING_LINES);
        lines.setNeverBlock(true);
        lines.addAppender(out);
        lines.start();
        var access = context.getLogger(AccessLog.NAME);
        access.setLevel(Level.INFO);
        access.setAdditive(false);
        access.addAppender(lines);
    }
}
