package app.inboundflow.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BatcherTest {
    @AutoClose
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Batcher<Integer, Integer> batcher = new Batcher<>(executor, this::work);

    private List<Integer> work(List<Integer> questions) {
        sizes.add(questions.size());
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        if (questions.contains(-1)) {
            throw new StackOverflowError("of a test");
        }
        return questions.stream().map(question -> question * 2).toList();
    }

    /** Asks so that the first batch holds only the first question. */
    private List<CompletableFuture<Integer>> ask(int... questions) {
        return IntStream.of(questions)
                .mapToObj(question -> {
                    var answer = batcher.ask(question);
                    while (sizes.isEmpty()) {
                        Thread.onSpinWait();
                    }
                    return answer;
                })
                .toList();
    }

    @Test
    void whatIsAskedWhileABatchRunsMakesTheNext() {
        var answers = ask(1, 2, 3, 4);
        gate.countDown();

        assertThat(answers.stream().map(CompletableFuture::join)).containsExactly(2, 4, 6, 8);
        assertThat(sizes).containsExactly(1, 3);
    }

    @Test
    void aBatchIsBounded() {
        var answers = ask(IntStream.range(0, 1_001).toArray());
        gate.countDown();

        assertThat(answers.getLast().join()).isEqualTo(2_000);
        assertThat(sizes).containsExactly(1, 500, 500);
    }

    @Test
    void afterAnErrorTheNextBatchRuns() {
        var answers = ask(-1, 2);
        gate.countDown();

        assertThatThrownBy(answers.getFirst()::join).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(answers.getLast().join()).isEqualTo(4);
        assertThat(batcher.ask(3).join()).isEqualTo(6);
    }

    @Test
    void moreThanTenThousandDoNotWait() {
        ask(IntStream.rangeClosed(0, 10_000).toArray());

        assertThatThrownBy(batcher.ask(1)::join).hasRootCauseInstanceOf(RejectedExecutionException.class);
        gate.countDown();
    }
}
