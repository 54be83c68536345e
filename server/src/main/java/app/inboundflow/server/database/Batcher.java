package app.inboundflow.server.database;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Answers many questions with few statements. One batch runs at a time, and what is asked meanwhile makes the next one. So
 * the work takes one connection of the pool however much is asked.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Batcher<Q, A> {
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_IN_A_BATCH = 500;

    private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

    private final Executor executor;
    private final Function<List<Q>, List<A>> work;
    private final Queue<Asked<Q, A>> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * A batcher without work yet.
     *
     * @param executor runs the batches, and whatever waits for an answer
     * @param work answers at most 500 questions, in their order; it may block
     */
    public Batcher(Executor executor, Function<List<Q>, List<A>> work) {
        this.executor = executor;
        this.work = work;
    }

    /**
     * Asks a question, without waiting for the answer.
     *
     * @return the answer; or the exception that the batch failed with, or {@link RejectedExecutionException} when 10,000
     *     questions wait already
     */
    public CompletableFuture<A> ask(Q question) {
        var asked = new Asked<>(question, new CompletableFuture<A>());
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                return CompletableFuture.failedFuture(new RejectedExecutionException("too many questions are waiting"));
            }
            waiting.add(asked);
            if (running) {
                return asked.answer;
            }
            running = true;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException closed) {
            next().forEach(refused -> refused.answer.completeExceptionally(closed));
            next();
        }
        return asked.answer;
    }

    private void run() {
        for (var batch = next(); !batch.isEmpty(); batch = next()) {
            answer(batch);
        }
    }

    /** The next batch; when there is none, nothing runs any more. */
    private List<Asked<Q, A>> next() {
        synchronized (waiting) {
            var batch = new ArrayList<Asked<Q, A>>();
            while (batch.size() < MOST_IN_A_BATCH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            running = !batch.isEmpty();
            return batch;
        }
    }

    // Also an Error must not end the batches: nobody would start them again.
    private void answer(List<Asked<Q, A>> batch) {
        try {
            var answers = work.apply(batch.stream().map(Asked::question).toList());
            for (var i = 0; i < batch.size(); i++) {
                var answer = answers.get(i);
                // Elsewhere, so that what the answer leads to does not hold up the next batch.
                batch.get(i).answer.completeAsync(() -> answer, executor);
            }
        } catch (Throwable failed) {
            batch.forEach(asked -> executor.execute(() -> asked.answer.completeExceptionally(failed)));
        }
    }
}
