package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaksTest extends FaultTest {
    private final AtomicInteger attempts = new AtomicInteger();

    /** Sends that many calls on 64 threads through a client that is closed afterwards. */
    private WeakReference<InboundFlowClient> send(int calls) throws Exception {
        var busy = builder().onAttempt(attempt -> attempts.incrementAndGet()).build();
        var threads = Executors.newFixedThreadPool(64);
        try (busy) {
            var answers = threads.invokeAll(IntStream.range(0, calls)
                    .mapToObj(
                            i -> (Callable<String>) () -> summaries(busy.calls().list()))
                    .toList());
            assertThat(answers).extracting(Future::get).containsOnly("1 2");
        } finally {
            threads.shutdown();
        }
        return new WeakReference<>(busy);
    }

    @Test
    void listCallsTenThousandTimesOn64ThreadsLeavesNothingBehind() throws Exception {
        server.otherwise(calls(null, 1, 2));
        send(1_000);
        server.forgetRequests();
        attempts.set(0);
        var memory = usedMemory();
        var threads = httpThreads();

        var closed = send(10_000);

        assertThat(attempts).hasValue(10_000);
        // The JDK's client may send one of them again by itself: it sometimes closes a connection of its pool when it
        // takes it ("Unexpected
        // cleanup triggered for non pooled connection"), and repeats the GET on another.
        assertThat(server.requests()).hasSizeBetween(10_000, 10_010);
        // A busy machine hands a connection back after the next request has opened another: many, but not one for each.
        assertThat(server.requests().stream()
                        .map(FaultServer.Request::connection)
                        .distinct()
                        .count())
                .as("connections of 10,000 requests")
                .isLessThan(1_000);
        server.forgetRequests();
        for (var i = 0; i < 50 && closed.get() != null; i++) {
            System.gc();
        }
        assertThat(closed.get()).isNull();
        // Before Java 21 connections end when their HTTP client is collected.
        server.awaitNoConnection();
        for (var thread : httpThreads()) {
            if (!threads.contains(thread)) {
                thread.join(10_000);
            }
        }
        assertThat(threads).containsAll(httpThreads());
        assertThat(usedMemory() - memory).isLessThan(3_000_000);
    }

    private static List<Thread> httpThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient"))
                .toList();
    }

    /** The least of several readings. */
    private static long usedMemory() {
        var runtime = Runtime.getRuntime();
        var least = Long.MAX_VALUE;
        for (var i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
