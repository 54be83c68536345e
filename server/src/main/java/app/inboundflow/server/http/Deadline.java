package app.inboundflow.server.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A moment by which something must have happened on a connection. It moves with every request, and nearly always nothing is left to
 * do when it comes; so there is no timer for each: one looks, when it goes off, whether the moment has moved. Used on the
 * connection's event loop only.
 */
final class Deadline {
    private final EventExecutor loop;
    private final Runnable missed;
    private boolean isSet;
    private long at;
    private @Nullable Future<?> timer;
    private long timerAt;

    /**
     * A deadline that is not set.
     *
     * @param loop that of the connection
     * @param missed runs once, unless the deadline is set again, on the event loop
     */
    Deadline(EventExecutor loop, Runnable missed) {
        this.loop = loop;
        this.missed = missed;
    }

    /** Sets it to some time from now, in place of what it was. */
    void set(Duration fromNow) {
        isSet = true;
        at = System.nanoTime() + fromNow.toNanos();
        if (timer == null || timerAt - at > 0) {
            cancelTimer();
            start();
        }
    }

    private void start() {
        timerAt = at;
        timer = loop.schedule(this::look, at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        timer = null;
        if (isSet && at - System.nanoTime() > 0) {
            start();
        } else if (isSet) {
            isSet = false;
            missed.run();
        }
    }

    boolean isSet() {
        return isSet;
    }

    /** It happened in time. */
    void lift() {
        isSet = false;
    }

    /** The connection is closed. */
    void close() {
        isSet = false;
        cancelTimer();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
