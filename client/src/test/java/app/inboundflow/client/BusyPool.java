package app.inboundflow.client;

import app.inboundflow.client.FaultServer.Reply;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;

/** A program whose common pool is busy for ever: prints how long requests take, in milliseconds. */
final class BusyPool {
    private BusyPool() {}

    public static void main(String[] arguments) throws Exception {
        try (var server = new FaultServer();
                var client = FaultTest.builder(server).build()) {
            server.otherwise(FaultTest.calls(null, 1));
            client.calls().list();
            var free = new Semaphore(0);
            for (var i = 0; i < 4 * Math.max(1, ForkJoinPool.getCommonPoolParallelism()); i++) {
                ForkJoinPool.commonPool().execute(free::acquireUninterruptibly);
            }
            report("answer", () -> client.calls().list());

            server.reply(Reply.of(503).header("Retry-After", "0"));
            report("retry", () -> client.calls().list());

            server.reply(FaultTest.calls(null, 1).fault(FaultServer.Fault.RESET_IN_BODY));
            report("reset", () -> client.calls().list());

            int port;
            try (var taken = new ServerSocket(0)) {
                port = taken.getLocalPort();
            }
            report("refused", () -> client.withOptions(
                            o -> o.baseUrl("http://127.0.0.1:" + port).maxRetries(1))
                    .me());

            server.otherwise(FaultTest.calls(null, 1).fault(FaultServer.Fault.STALL_IN_BODY));
            report("totalTimeout", () -> client.withOptions(o -> o.totalTimeout(Duration.ofMillis(500)))
                    .calls()
                    .list());
            var pausing = client.withOptions(
                    o -> o.totalTimeout(Duration.ofMillis(500)).timeout(Duration.ofMillis(100)));
            report("pauses", () -> pausing.calls().list());
            report("async", () -> client.withOptions(o -> o.totalTimeout(Duration.ofMillis(500)))
                    .async()
                    .calls()
                    .list()
                    .join());

            server.otherwise(FaultTest.calls(null, 1));
            var lock = new Object();
            var done = new CountDownLatch(50);
            var begun = System.nanoTime();
            for (var i = 0; i < 50; i++) {
                // On the pool that is busy, and when it has more threads, all of them under one lock.
                CompletableFuture.runAsync(
                        () -> {
                            synchronized (lock) {
                                client.calls().list();
                            }
                            done.countDown();
                        },
                        task -> new Thread(task).start());
            }
            done.await();
            System.out.println("locked " + (System.nanoTime() - begun) / 1_000_000);
            System.exit(0);
        }
    }

    private static void report(String name, Runnable request) {
        var begun = System.nanoTime();
        try {
            request.run();
        } catch (RuntimeException expected) {
            // Some are meant to fail; when is what counts.
        }
        System.out.println(name + " " + (System.nanoTime() - begun) / 1_000_000);
    }
}
