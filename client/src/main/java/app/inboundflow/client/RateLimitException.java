package app.inboundflow.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** 429: the key has used up its requests of this minute, also after the retries. Wait for {@link #retryAfter}. */
public final class RateLimitException extends InboundFlowException {
    RateLimitException(String message, Received received) {
        super(message, null, received);
    }

    /** {@return how long to wait, counted from the answer; null when it does not say} */
    public @Nullable Duration retryAfter() {
        return Retries.retryAfter(headers()).orElse(null);
    }
}
