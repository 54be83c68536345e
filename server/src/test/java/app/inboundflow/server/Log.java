package app.inboundflow.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Reads back what is logged while it is open, as it is written to standard error. */
final class Log implements AutoCloseable {
    /** An entry of the log. */
    record Entry(String text, String logger, String requestId, boolean onEventLoop) {}

    private final Logger logger;
    private final Level former;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> reader = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            var written = (OutputStreamAppender<ILoggingEvent>) ((LoggerContext) LoggerFactory.getILoggerFactory())
                    .getLogger("ROOT")
                    .getAppender("STDERR");
            entries.add(new Entry(
                    new String(written.getEncoder().encode(event), StandardCharsets.UTF_8),
                    event.getLoggerName(),
                    event.getMDCPropertyMap().getOrDefault("request_id", ""),
                    Thread.currentThread().getName().contains("nioEventLoop")));
        }
    };

    private Log(String name, Level level) {
        logger = (Logger) LoggerFactory.getLogger(name);
        former = logger.getLevel();
        logger.setLevel(level);
        reader.setContext(logger.getLoggerContext());
        reader.start();
        logger.addAppender(reader);
    }

    /** What is logged as things are configured. */
    static Log open() {
        return new Log("ROOT", Level.WARN);
    }

    /** Everything that a logger and those under it can say. */
    static Log openAll(String logger) {
        return new Log(logger, Level.TRACE);
    }

    /** The entries so far. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The entries so far that a request made, or the framework on its behalf. */
    List<Entry> ofRequests() {
        return entries.stream()
                .filter(entry -> !entry.requestId().isEmpty() || entry.logger().startsWith("io.micronaut"))
                .toList();
    }

    /** The entries so far that hold a text. */
    List<String> with(String text) {
        return entries.stream()
                .map(Entry::text)
                .filter(entry -> entry.contains(text))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(reader);
        logger.setLevel(former);
        reader.stop();
    }
}
