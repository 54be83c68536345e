package app.inboundflow.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when a test moves it. It begins now, because PostgreSQL has a clock of its own. */
class TestClock extends Clock implements Ticker {
    private volatile Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    private volatile long nanos = Long.MAX_VALUE - 1_000_000_000;

    /** Lets time pass. */
    synchronized void advance(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    /** Sets the clock, as an administrator does; no time passes. */
    synchronized void set(Duration later) {
        now = now.plus(later);
    }

    @Override
    public long read() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
