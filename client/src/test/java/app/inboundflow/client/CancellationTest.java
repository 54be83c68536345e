package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Fault;
import app.inboundflow.client.FaultServer.Reply;
import app.inboundflow.client.model.Call;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationTest extends FaultTest {
    private static final Reply LATER = Reply.of(503).header("Retry-After", "20");

    /** Interrupts a thread that lists calls as soon as its request has come in; what came of it. */
    private String interrupted() throws Exception {
        var task = new FutureTask<>(() -> {
            try {
                client.calls().list();
                return "answered";
            } catch (ConnectionException e) {
                return words(
                        e.getMessage(),
                        e.isTimeout(),
                        e.getCause().getClass().getSimpleName(),
                        Thread.currentThread().isInterrupted());
            }
        });
        var thread = new Thread(task);
        thread.start();
        server.awaitRequests(1);
        thread.interrupt();
        return task.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void listCallsEndsWhenItIsInterrupted(Reply reply) throws Exception {
        server.otherwise(reply);

        assertThat(interrupted()).isEqualTo("Interrupted while waiting for an answer false InterruptedException true");

        if (reply.fault() != Fault.NONE) {
            server.awaitNoConnection();
        }
        assertThat(server.requests()).hasSize(1);
    }

    static Stream<Named<Reply>> stalls() {
        return Stream.of(
                Named.of("before headers", calls(null, 1).fault(Fault.STALL_BEFORE_HEADERS)),
                Named.of("in headers", calls(null, 1).fault(Fault.STALL_IN_HEADERS)),
                Named.of("in the body", calls(null, 1).fault(Fault.STALL_IN_BODY)),
                Named.of("in a pause", LATER));
    }

    @Test
    void listCallsSendsNothingInAnInterruptedThread() throws Exception {
        server.otherwise(calls(null, 1).fault(Fault.STALL_BEFORE_HEADERS));
        Thread.currentThread().interrupt();

        assertThatThrownBy(client.calls()::list).isInstanceOf(ConnectionException.class);

        assertThat(Thread.interrupted()).isTrue();
        server.awaitNoConnection();
    }

    static Stream<Named<Function<CompletableFuture<Page<Call>>, CompletableFuture<?>>>> derivations() {
        return Stream.of(
                Named.of("itself", future -> future),
                Named.of("thenApply", future -> future.thenApply(Page::items)),
                Named.of("thenAcceptAsync", future -> future.thenAcceptAsync(page -> {})),
                Named.of("exceptionally, then", future -> future.exceptionally(e -> null)
                        .thenApply(page -> 1)),
                Named.of("whenComplete", future -> future.whenComplete((page, failure) -> {})));
    }

    @ParameterizedTest
    @MethodSource("derivations")
    void listCallsClosesItsConnectionWhenItsFutureIsCancelled(
            Function<CompletableFuture<Page<Call>>, CompletableFuture<?>> derivation) throws Exception {
        server.otherwise(calls(null, 1).fault(Fault.STALL_IN_BODY));
        var future = derivation.apply(client.async().calls().list());
        server.awaitRequests(1);

        assertThat(future.cancel(true)).isTrue();

        assertThat(future).isCancelled();
        server.awaitNoConnection();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void listCallsWithResponseClosesItsConnectionWhenItsFutureIsCancelled() throws Exception {
        server.otherwise(calls(null, 1).fault(Fault.STALL_BEFORE_HEADERS));
        var future = client.async().withResponse(c -> c.calls().list());
        server.awaitRequests(1);

        future.cancel(true);

        server.awaitNoConnection();
    }

    @Test
    void listCallsIsNotSentAgainAfterItsFutureIsCancelled() throws Exception {
        server.otherwise(Reply.of(503).header("Retry-After", "1"));
        var future = client.async().calls().list();
        var other = client.async().calls().list();
        server.awaitRequests(2);

        future.cancel(true);

        // The other pauses as long: when its three attempts have failed, the second of the cancelled one would have
        // come.
        assertThatThrownBy(other::get).hasCauseInstanceOf(ServerException.class);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void listCallsHoldsItsFailureAsTheDirectCause() {
        server.otherwise(Reply.problem(404, "not_found"));

        assertThatThrownBy(() -> client.async().calls().list().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseExactlyInstanceOf(NotFoundException.class);
        assertThatThrownBy(() ->
                        client.async().calls().list().thenApply(Page::items).join())
                .hasCauseExactlyInstanceOf(NotFoundException.class);
        assertThat(client.async()
                        .calls()
                        .list()
                        .handle((page, failure) -> failure.getClass().getSimpleName())
                        .join())
                .isEqualTo("NotFoundException");
        assertThatThrownBy(
                        () -> client.async().withResponse(c -> c.calls().list()).get())
                .hasCauseExactlyInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void listCallsRunsNoCallbackOnTheThreadThatKeepsTheTime(boolean timeout) {
        var gate = new CountDownLatch(1);
        server.reply(
                Reply.of(503).header("Retry-After", "0").after(gate),
                calls(null, 1).fault(timeout ? Fault.STALL_IN_BODY : Fault.NONE));
        var hasty = client.withOptions(
                o -> o.maxRetries(1).timeout(timeout ? Duration.ofSeconds(1) : Duration.ofSeconds(30)));

        var thread = hasty.async()
                .calls()
                .list()
                .handle((page, failure) ->
                        words(page != null, Thread.currentThread().getName()));
        gate.countDown();

        assertThat(thread.join()).startsWith(words(!timeout, "")).doesNotContainIgnoringCase("delay", "timer");
    }

    @Test
    void listCallsEndsWhenTheExecutorOfAnOwnHttpClientTakesNoMore() throws Exception {
        var executor = Executors.newFixedThreadPool(2);
        var http = HttpClient.newBuilder().executor(executor).build();
        var gate = new CountDownLatch(1);
        server.reply(Reply.of(503).header("Retry-After", "1").after(gate));
        var own = client.withOptions(o -> o.httpClient(http).totalTimeout(Duration.ofSeconds(3)));

        var future = own.async().calls().list();
        server.awaitRequests(1);
        gate.countDown();
        executor.shutdown();

        assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(ConnectionException.class);
        assertThatThrownBy(own.calls()::list).isInstanceOf(ConnectionException.class);
    }
}
