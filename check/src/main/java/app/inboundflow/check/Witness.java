package app.inboundflow.check;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Watches the exchanges of one client after another, never two at once, and objects to answers that cannot be true together: ids that
 * come twice, clocks that stand, counters that do not count.
 */
public final class Witness implements Client.Observer {
    /** How far the clocks of two machines may be apart, in seconds. */
    static final int SKEW = 120;

    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> titles = new HashMap<>();
    private Client counted;
    private long reset;
    private long remaining;
    private int stepsOfOne;
    private int otherSteps;

    /** One who has seen nothing. */
    public Witness() {}

    @Override
    public void saw(Client client, Request request, Answer answer) {
        var isReplay = !answer.header("Idempotency-Replayed").isEmpty();
        var id = answer.firstHeader("X-Request-Id");
        client.require(isReplay || ids.add(id), Sentence.REQUEST_ID, "Two requests have the id " + id + ".");
        var isLimited = !answer.header("X-RateLimit-Reset").isEmpty();
        if (!isReplay && answer.body().length > 0) {
            requireNow(client, answer, isLimited);
        }
        if (answer.status() >= 400 && answer.body().length > 0) {
            var title = answer.body("/title").asText();
            client.require(
                    title.equals(titles.computeIfAbsent(answer.body("/code").asText(), code -> title)),
                    Sentence.CODE,
                    "The code " + answer.body("/code") + " had another title before: " + answer);
        }
        if (client.hasKey() && answer.status() != 401 && isLimited) {
            requireCount(client, answer);
        }
    }

    private static long number(Answer answer, String header) {
        return Long.parseLong(answer.firstHeader("X-RateLimit-" + header));
    }

    private static void requireNow(Client client, Answer answer, boolean isLimited) {
        var said = Instant.parse(answer.body("/meta/timestamp").asText());
        client.require(
                Duration.between(said, Instant.now()).abs().toSeconds() < SKEW,
                Sentence.TIMESTAMP,
                "meta.timestamp is " + said + ", but it is " + Instant.now() + " here.");
        var seconds = isLimited ? number(answer, "Reset") - said.getEpochSecond() : 0;
        client.require(
                seconds >= 0 && seconds <= 61,
                Sentence.RESET,
                "X-RateLimit-Reset is " + seconds + " seconds from meta.timestamp, but the limit is one of a minute.");
    }

    /** Others may use the key too, so it may fall by more; but not always, and it never stands or rises. */
    private void requireCount(Client client, Answer answer) {
        var left = number(answer, "Remaining");
        client.require(
                left < number(answer, "Limit"),
                Sentence.REMAINING,
                "X-RateLimit-Remaining is " + left + " after a request, as much as X-RateLimit-Limit.");
        if (client == counted && number(answer, "Reset") == reset) {
            var steps = "X-RateLimit-Remaining was " + remaining + " and is " + left + " after another request";
            client.require(left < remaining || left == 0, Sentence.REMAINING, steps + ".");
            if (left == remaining - 1) {
                stepsOfOne++;
            } else {
                otherSteps++;
            }
            client.require(otherSteps < 10 || stepsOfOne > 0, Sentence.REMAINING, steps + "; it never falls by one.");
        }
        counted = client;
        reset = number(answer, "Reset");
        remaining = left;
    }
}
