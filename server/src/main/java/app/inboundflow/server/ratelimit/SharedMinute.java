package app.inboundflow.server.ratelimit;

import app.inboundflow.server.ratelimit.RateLimitRepository.Reserved;
import app.inboundflow.server.ratelimit.RateLimitRepository.Unused;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A holder's minute as one server knows it: what all servers together have used of the limit, and what of that this server
 * has reserved and not used yet. Not for two threads at once.
 */
final class SharedMinute {
    // Below this many remaining requests nothing is reserved ahead: no server holds what another one needs.
    private static final int ASKED_FOR_ONE_BY_ONE = 100;
    // At most this share of what remains is reserved ahead, by each server.
    private static final int SHARE = 10;
    private static final long ASK_AGAIN = Duration.ofMillis(250).toNanos();

    private final String holder;
    private int limit;
    private int used;
    private int held;
    private int recent;
    private boolean known;
    private long endsAt;
    private long askedAt;
    private @Nullable String minute;

    SharedMinute(String holder, int limit) {
        this.holder = holder;
        this.limit = limit;
    }

    String holder() {
        return holder;
    }

    int limit() {
        return limit;
    }

    /** What remains for this server. */
    int remaining() {
        return limit - used + held;
    }

    /** Says that a request is allowed, and so many remain; or that it is not. */
    Taken taken(boolean allowed, int remaining, long now, Clock clock) {
        return Taken.of(allowed, limit, allowed ? remaining : 0, endsAt - now, clock);
    }

    /** Takes one of the requests that are reserved here. */
    boolean takeHeld(int presentLimit, long now) {
        limit = presentLimit;
        if (known && now - endsAt >= 0) {
            known = false;
            held = 0;
            used = 0;
        }
        if (held == 0) {
            return false;
        }
        held--;
        recent++;
        return true;
    }

    /** Whether nothing was left when the database was asked, not long ago where servers may give something back. */
    boolean isUsedUp(long now) {
        return known && used >= limit && (limit <= ASKED_FOR_ONE_BY_ONE || now - askedAt < ASK_AGAIN);
    }

    /** Takes one request without asking the database, as if there were no other server. */
    boolean takeAlone(long now) {
        if (!known) {
            begin(now + Duration.ofMinutes(1).toNanos());
        }
        if (used >= limit) {
            return false;
        }
        used++;
        return true;
    }

    private void begin(long end) {
        known = true;
        endsAt = end;
        used = 0;
        held = 0;
    }

    /** How many requests to ask for beside those that wait: so that at the present rate others need not wait. */
    int ahead() {
        var left = (known ? limit - used : limit) - ASKED_FOR_ONE_BY_ONE;
        return left <= 0 ? 0 : Math.max(0, Math.min(2 * recent, left / SHARE) - held);
    }

    /** Notes what the database granted to so many waiting requests; what is more is held. */
    void reserved(Reserved reserved, int waiting, long now) {
        if (!reserved.minute().equals(minute)) {
            minute = reserved.minute();
            held = 0;
        }
        known = true;
        askedAt = now;
        endsAt = now + TimeUnit.MILLISECONDS.toNanos(reserved.millisLeft());
        used = reserved.used();
        recent += Math.min(waiting, reserved.granted());
        held += Math.max(0, reserved.granted() - waiting);
    }

    /** What is held and not needed: nothing was taken lately, or others may need it. */
    @Nullable Unused unused(long now) {
        var isNeeded = recent > 0 && limit - used > ASKED_FOR_ONE_BY_ONE;
        if (held == 0 || minute == null || isNeeded || now - endsAt >= 0) {
            return null;
        }
        var unused = new Unused(holder, held, minute);
        used -= held;
        held = 0;
        return unused;
    }

    /** Whether requests are, or should be, reserved ahead. */
    boolean isCountedHere() {
        return held > 0 || ahead() > 0;
    }

    /** Lets what was taken count for less as time goes on; whether anything was, or is held. */
    boolean fade() {
        recent /= 2;
        return recent > 0 || held > 0;
    }
}
