package app.inboundflow.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.ratelimit.RateLimitRepository.Reserved;
import app.inboundflow.server.ratelimit.RateLimitRepository.Unused;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedMinuteTest {
    private long now = Long.MAX_VALUE - 5;

    @Test
    void aSmallLimitIsNeverReservedAhead() {
        var minute = new SharedMinute("key", 100);
        assertThat(minute.takeHeld(100, now)).isFalse();
        minute.reserved(granted(90, 90), 90, now);

        assertThat(minute.ahead()).isZero();
        assertThat(minute.takeHeld(100, now)).isFalse();
        assertThat(minute.isUsedUp(now)).isFalse();
        minute.reserved(granted(10, 100), 20, now);
        assertThat(minute.isUsedUp(now)).isTrue();
    }

    @Test
    void aBusyKeyReservesAheadAndIsCountedHere() {
        var minute = new SharedMinute("key", 10_000);
        minute.reserved(granted(20, 20), 20, now);
        assertThat(minute.ahead()).isEqualTo(40);

        minute.reserved(granted(40, 60), 0, now);
        assertThat(minute.ahead()).isZero();
        for (var i = 1; i <= 40; i++) {
            assertThat(minute.takeHeld(10_000, now)).isTrue();
            assertThat(minute.remaining()).isEqualTo(10_000 - 20 - i);
        }
        assertThat(minute.takeHeld(10_000, now)).isFalse();
        assertThat(minute.ahead()).isEqualTo(120);
    }

    @Test
    void whatIsReservedAheadIsASmallShareOfWhatRemains() {
        var minute = new SharedMinute("key", 1_000);
        minute.reserved(granted(600, 600), 600, now);

        assertThat(minute.ahead()).isEqualTo((400 - 100) / 10);
    }

    @Test
    void anIdleKeyGivesBackWhatItHolds() {
        var minute = new SharedMinute("key", 10_000);
        minute.reserved(granted(50, 50), 10, now);
        assertThat(minute.unused(now)).isNull();

        var returned = new ArrayList<Unused>();
        for (var quarter = 0; quarter < 10; quarter++) {
            minute.fade();
            Optional.ofNullable(minute.unused(now)).ifPresent(returned::add);
        }
        assertThat(returned).containsExactly(new Unused("key", 40, "one"));
        assertThat(minute.fade()).isFalse();
        assertThat(minute.takeHeld(10_000, now)).isFalse();
    }

    @Test
    void whatIsHeldEndsWithItsMinute() {
        var minute = new SharedMinute("key", 10_000);
        minute.reserved(granted(50, 10_000), 10, now);
        now += TimeUnit.SECONDS.toNanos(60);

        assertThat(minute.takeHeld(10_000, now)).isFalse();
        assertThat(minute.isUsedUp(now)).isFalse();
    }

    @Test
    void aloneItAllowsTheLimitFromWhatWasLastKnown() {
        var minute = new SharedMinute("key", 30);
        minute.reserved(granted(1, 20), 1, now);
        for (var i = 0; i < 10; i++) {
            assertThat(minute.takeAlone(now)).isTrue();
        }
        assertThat(minute.takeAlone(now)).isFalse();
    }

    private static Reserved granted(int granted, int used) {
        return new Reserved("key", granted, used, "one", 60_000);
    }
}
