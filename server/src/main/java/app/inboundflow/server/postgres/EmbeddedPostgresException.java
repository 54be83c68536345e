package app.inboundflow.server.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The embedded database cannot be had. The message is one line, names the reason and is fit to be shown to an
 * operator.
 */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        this(message, null);
    }

    EmbeddedPostgresException(String message, @Nullable Throwable cause) {
        super(message.strip().replaceAll("\\s*\\R\\s*", "; "), cause);
    }
}
