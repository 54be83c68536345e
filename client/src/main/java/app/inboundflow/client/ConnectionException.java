package app.inboundflow.client;

import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;

/** No answer came: no connection, a broken one, a timeout, or an interruption. The request may have been carried out. */
public final class ConnectionException extends InboundFlowException {
    private static final long serialVersionUID = 1;

    /**
     * An exception of this kind, for tests of code that handles it.
     *
     * @param message what happened
     * @param cause such as a {@link TimeoutException}
     */
    public ConnectionException(String message, Throwable cause) {
        super(message, cause, null);
    }

    /** {@return whether time ran out: {@link InboundFlowClient.Builder#timeout}, {@code totalTimeout} or {@code connectTimeout}} */
    public boolean isTimeout() {
        return getCause() instanceof TimeoutException || getCause() instanceof HttpTimeoutException;
    }
}
