package app.inboundflow.server.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which requests wait for PostgreSQL: a few threads of the operating system, which the kernel wakes itself when
 * an answer arrives. A virtual thread would be woken by another thread that waits for all sockets, which costs a request a
 * tenth more processor time and a new contact a quarter.
 *
 * <p>A request that has waited for one of these threads for {@value #MOST_MILLISECONDS} milliseconds gets a virtual thread. So
 * requests that PostgreSQL keeps waiting hold up no others.
 */
@Singleton
class RequestThreads implements BeanCreatedEventListener<ExecutorService> {
    private static final int MOST_MILLISECONDS = 50;
    private static final int IDLE_SECONDS = 60;

    private final int count;

    /**
     * These threads.
     *
     * @param count how many; 0 for twice as many as there are processors, and at least 8. The answers that they put together
     *     are in memory at the same time.
     */
    RequestThreads(@Value("${inboundflow.request-threads:0}") int count) {
        this.count = count > 0 ? count : Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
    }

    @Override
    public ExecutorService onCreated(BeanCreatedEvent<ExecutorService> event) {
        return event.getBeanIdentifier().getName().equals(TaskExecutors.BLOCKING) ? new Pool(count) : event.getBean();
    }

    private record Waiting(Runnable task, long since) implements Runnable {
        @Override
        public void run() {
            task.run();
        }

        boolean isTooLong() {
            return System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(MOST_MILLISECONDS);
        }
    }

    private static final class Pool extends ThreadPoolExecutor {
        private final AtomicInteger busy = new AtomicInteger();
        private final AtomicBoolean isWatched = new AtomicBoolean();

        Pool(int count) {
            super(
                    count,
                    count,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("request-", 1).factory());
            allowCoreThreadTimeOut(true);
        }

        @Override
        public void execute(Runnable task) {
            super.execute(new Waiting(task, System.nanoTime()));
            watch();
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            busy.incrementAndGet();
            watch();
        }

        @Override
        protected void afterExecute(Runnable task, Throwable failure) {
            busy.decrementAndGet();
        }

        /** Sees to it that nobody waits too long, once all threads are busy. */
        private void watch() {
            if (busy.get() >= getMaximumPoolSize()
                    && !getQueue().isEmpty()
                    && !isWatched.get()
                    && isWatched.compareAndSet(false, true)) {
                Thread.startVirtualThread(this::relieve);
            }
        }

        private void relieve() {
            try {
                while (!getQueue().isEmpty()) {
                    Thread.sleep(MOST_MILLISECONDS);
                    while (getQueue().peek() instanceof Waiting waiting && waiting.isTooLong() && remove(waiting)) {
                        Thread.startVirtualThread(waiting.task);
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                isWatched.set(false);
            }
            // One may have come between the last look and now.
            watch();
        }
    }
}
