package app.inboundflow.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of all clients of this JVM; they end when they have been idle for ten seconds. The common pool is none of them,
 * because whoever keeps it busy would keep every request waiting.
 */
final class Threads {
    private static final long IDLE_SECONDS = 10;

    /** Keeps the time of timeouts and pauses. What runs here is short and never waits. */
    static final ScheduledExecutorService TIMER = timer();

    /** Goes on with asynchronous requests, and runs what callers do with their results. */
    static final ExecutorService CALLBACKS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemon("inboundflow-callback"));

    private Threads() {}

    private static ScheduledExecutorService timer() {
        var timer = new ScheduledThreadPoolExecutor(1, daemon("inboundflow-timer"));
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            // An application server must be able to let go of the application that happened to be first.
            thread.setContextClassLoader(null);
            return thread;
        };
    }
}
