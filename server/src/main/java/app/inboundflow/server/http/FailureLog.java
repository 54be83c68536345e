package app.inboundflow.server.http;

import app.inboundflow.server.Causes;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.ProblemType;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each request that the server failed to answer, in one entry: method, path, status and causes; the logging context has
 * the request's id. An error of the server's own comes with its stack trace, the same one at most once a minute. What callers
 * stored never gets into the log: messages of exceptions can hold it, so only those that cannot are written.
 */
@Singleton
class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final int LONGEST_MESSAGE = 300;
    private static final int MOST_FRAMES = 30;
    private static final String DATA_EXCEPTION = "22";
    private static final Set<Class<?>> MESSAGES_OF_CODE = Set.of(
            NullPointerException.class,
            ClassCastException.class,
            IndexOutOfBoundsException.class,
            ArrayIndexOutOfBoundsException.class,
            StackOverflowError.class,
            OutOfMemoryError.class);

    private final Cache<String, Boolean> traced = Caffeine.newBuilder()
            .maximumSize(100)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** Logs an answer whose status is 500 or more. */
    void log(HttpRequest<?> request, ProblemException problem, @Nullable Throwable thrown) {
        var context = LoggedRequest.of(request);
        var former = context.updateThreadContext();
        try {
            var line = "%s %s %d %s"
                    .formatted(
                            request.getMethodName(),
                            Operation.path(request).orElse("(no operation)"),
                            problem.type().status(),
                            Causes.of(thrown).map(FailureLog::describe).collect(Collectors.joining("; because of ")));
            if (problem.type() == ProblemType.INTERNAL_ERROR) {
                LOG.error("{}{}", line, trace(thrown));
            } else {
                LOG.warn("{} ({})", line, problem.getMessage());
            }
        } finally {
            context.restoreThreadContext(former);
        }
    }

    private static String describe(Throwable cause) {
        var message = message(cause);
        return cause.getClass().getName() + (message.isEmpty() ? "" : ": " + message);
    }

    private static String message(Throwable cause) {
        if (cause instanceof SQLException failed) {
            var state = String.valueOf(failed.getSQLState());
            // The lines after the first tell details, such as the row in question.
            return "SQLSTATE " + state + (state.startsWith(DATA_EXCEPTION) ? "" : ", " + firstLine(failed));
        }
        return MESSAGES_OF_CODE.contains(cause.getClass()) ? firstLine(cause) : "";
    }

    private static String firstLine(Throwable cause) {
        var line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), LONGEST_MESSAGE)).replaceAll("\\p{Cntrl}", "?");
    }

    private String trace(@Nullable Throwable thrown) {
        var trace = Causes.of(thrown)
                .map(cause -> "\n" + cause.getClass().getName()
                        + Arrays.stream(cause.getStackTrace())
                                .limit(MOST_FRAMES)
                                .map(frame -> "\n\tat " + frame)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
        return traced.asMap().putIfAbsent(trace, true) == null
                ? trace
                : " (its stack trace was logged less than a minute ago)";
    }
}
