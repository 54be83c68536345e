package app.inboundflow.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * 429: more requests in a minute than the key may send, also after the retries; or none was sent, because it would have had to wait
 * for the next minute beyond {@link InboundFlowClient.Builder#totalTimeout}. Come back after {@link #retryAfter}.
 */
public final class RateLimitException extends InboundFlowException {
    private static final long serialVersionUID = 1;

    RateLimitException(String message, Received received) {
        super(message, null, received);
    }

    /** {@return how long to wait, counted from the answer; null when it does not say} */
    public @Nullable Duration retryAfter() {
        return Retries.retryAfter(headers()).orElse(null);
    }
}
