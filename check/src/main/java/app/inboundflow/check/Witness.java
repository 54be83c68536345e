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
    /** How far the clocks of two machines may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private static final int UNKNOWN = -1;

    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> titles = new HashMap<>();
    private Client counted;
    private long reset;
    private int remaining = UNKNOWN;
    private int stepsOfOne;
    private int otherSteps;

    /** One who has seen nothing. */
    public Witness() {}

    @Override
    public void saw(Client client, Request request, Answer answer) {
        if (answer.header("Idempotency-Replayed").isEmpty()) {
            requireNewId(client, answer);
            requireNow(client, request, answer);
        }
        if (answer.status() >= 400 && answer.body().length > 0) {
            var title = answer.body("/title").asText();
            client.require(
                    title.equals(titles.computeIfAbsent(answer.body("/code").asText(), code -> title)),
                    Sentence.CODE,
                    "The code " + answer.body("/code") + " had another title before: " + answer);
        }
        if (client.hasKey()
                && answer.status() != 401
                && !answer.header("X-RateLimit-Reset").isEmpty()) {
            requireCount(client, request, answer);
        }
    }

    private void requireNewId(Client client, Answer answer) {
        var id = answer.firstHeader("X-Request-Id");
        client.require(ids.add(id), Sentence.REQUEST_ID, "Two requests have the id " + id + ".");
    }

    private static void requireNow(Client client, Request request, Answer answer) {
        if (answer.body().length == 0) {
            return;
        }
        var said = Instant.parse(answer.body("/meta/timestamp").asText());
        client.require(
                Duration.between(said, Instant.now()).abs().compareTo(SKEW) < 0,
                Sentence.TIMESTAMP,
                "meta.timestamp is " + said + ", but it is " + Instant.now() + " here. " + request);
        if (!answer.header("X-RateLimit-Reset").isEmpty()) {
            var reset = Long.parseLong(answer.firstHeader("X-RateLimit-Reset"));
            var now = said.getEpochSecond();
            client.require(
                    reset >= now && reset <= now + 61,
                    Sentence.RESET,
                    "X-RateLimit-Reset is " + reset + ", " + (reset - now)
                            + " seconds from meta.timestamp, but the limit " + "is one of a minute. " + request);
        }
    }

    /** Others may use the key too, so it may fall by more; but not always, and it never stands or rises. */
    private void requireCount(Client client, Request request, Answer answer) {
        var left = Integer.parseInt(answer.firstHeader("X-RateLimit-Remaining"));
        var limit = Integer.parseInt(answer.firstHeader("X-RateLimit-Limit"));
        var until = Long.parseLong(answer.firstHeader("X-RateLimit-Reset"));
        var sentence = Sentence.REMAINING;
        client.require(
                left < limit,
                sentence,
                "X-RateLimit-Remaining is " + left + " of " + limit + " after a request. " + request);
        if (client == counted && until == reset && remaining != UNKNOWN) {
            client.require(
                    left < remaining || left == 0,
                    sentence,
                    "X-RateLimit-Remaining was " + remaining + " and is " + left + " after another request, "
                            + request);
            if (left == remaining - 1) {
                stepsOfOne++;
            } else {
                otherSteps++;
            }
            client.require(
                    otherSteps < 10 || stepsOfOne > 0,
                    sentence,
                    "X-RateLimit-Remaining never falls by one, lastly from " + remaining + " to " + left + " with "
                            + request);
        }
        counted = client;
        reset = until;
        remaining = left;
    }
}
