package app.inboundflow.server.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which requests wait for PostgreSQL: a few threads of the operating system, which the kernel wakes itself when
 * an answer arrives. A virtual thread would be woken by another thread that waits for all sockets, which costs a request a
 * tenth more processor time and a new contact a quarter. Requests that find all of these threads busy get a virtual thread
 * each. So nobody queues here, however long PostgreSQL takes.
 */
@Singleton
class RequestThreads implements BeanCreatedEventListener<ExecutorService> {
    private static final int IDLE_SECONDS = 60;

    private final int most;

    RequestThreads(@Value("${inboundflow.request-threads:64}") int most) {
        this.most = most;
    }

    @Override
    public ExecutorService onCreated(BeanCreatedEvent<ExecutorService> event) {
        var executor = event.getBean();
        return event.getBeanIdentifier().getName().equals(TaskExecutors.BLOCKING) ? new Pool(most, executor) : executor;
    }

    private static final class Pool extends ThreadPoolExecutor {
        private final ExecutorService virtualThreads;

        Pool(int most, ExecutorService virtualThreads) {
            super(
                    0,
                    most,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("request-", 1).factory(),
                    (task, pool) -> virtualThreads.execute(task));
            this.virtualThreads = virtualThreads;
        }

        @Override
        public void shutdown() {
            super.shutdown();
            virtualThreads.shutdown();
        }
    }
}
