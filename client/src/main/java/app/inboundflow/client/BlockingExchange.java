package app.inboundflow.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a request on the caller's thread, and needs no other but the one that keeps the time. */
final class BlockingExchange {
    private final Exchange exchange;

    BlockingExchange(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The answer that is kept, whatever its status. */
    Received send() {
        try {
            while (true) {
                awaitTurn();
                var begun = System.nanoTime();
                Received answer = null;
                Exception failure = null;
                try {
                    answer = attempt(exchange.engine.http(), exchange.httpRequest, exchange.patience());
                } catch (IOException | TimeoutException e) {
                    failure = e;
                } finally {
                    exchange.engine.pacer.answered(answer);
                }
                var pause = exchange.ended(answer, failure, begun);
                if (pause.isPresent()) {
                    TimeUnit.NANOSECONDS.sleep(pause.get());
                } else if (answer != null) {
                    return answer;
                } else {
                    throw exchange.failed(failure);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException("Interrupted while waiting for an answer", e);
        } catch (InboundFlowException | Connections.Closed e) {
            throw e;
        } catch (RuntimeException e) {
            // Such as the executor of an HTTP client of the caller's, that takes no more.
            throw exchange.failed(e);
        }
    }

    private void awaitTurn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        var turn = exchange.engine.pacer.await(exchange.request, exchange.deadline);
        try {
            turn.get();
        } catch (InterruptedException e) {
            exchange.engine.pacer.abandon(turn);
            throw e;
        } catch (ExecutionException e) {
            var late = (RateLimitException) e.getCause();
            // Where it was thrown is of no use to the caller, where it was called is.
            late.setStackTrace(new Throwable().getStackTrace());
            throw late;
        }
    }

    // HttpRequest.timeout would end with the headers, and no timeout of the HTTP client's holds when its executor is
    // busy.
    private static Received attempt(HttpClient http, HttpRequest request, long patience)
            throws IOException, InterruptedException, TimeoutException {
        var alarm = new Alarm(Thread.currentThread());
        var ringing = Threads.TIMER.schedule(alarm::ring, patience, TimeUnit.NANOSECONDS);
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return Received.of(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            if (alarm.interrupted()) {
                throw new TimeoutException();
            }
            throw e;
        } catch (IOException e) {
            if (alarm.hasRung()) {
                throw new TimeoutException();
            }
            throw e;
        } finally {
            ringing.cancel(false);
            alarm.silence();
        }
    }

    /** Interrupts a thread that waits for too long, and leaves no interruption behind that was not the caller's. */
    private static final class Alarm {
        private @Nullable Thread sleeper;
        private boolean rung;
        private boolean heard;

        Alarm(Thread sleeper) {
            this.sleeper = sleeper;
        }

        synchronized void ring() {
            if (sleeper != null) {
                rung = true;
                sleeper.interrupt();
            }
        }

        synchronized boolean hasRung() {
            return rung;
        }

        /** Whether the interruption that has just ended the waiting is this alarm's. */
        synchronized boolean interrupted() {
            heard = rung;
            return rung;
        }

        synchronized void silence() {
            sleeper = null;
            if (rung && !heard) {
                Thread.interrupted();
            }
        }
    }
}
