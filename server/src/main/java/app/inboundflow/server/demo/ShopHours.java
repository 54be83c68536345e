package app.inboundflow.server.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** When the shop is open, where it is. */
final class ShopHours {
    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final LocalTime OPENS = LocalTime.of(8, 0);
    private static final List<LocalTime> SLOTS = List.of(
            LocalTime.of(8, 0),
            LocalTime.of(8, 30),
            LocalTime.of(9, 30),
            LocalTime.of(10, 30),
            LocalTime.of(11, 0),
            LocalTime.of(13, 0),
            LocalTime.of(14, 0),
            LocalTime.of(15, 30));

    private record Window(Instant from, long seconds) {}

    private ShopHours() {}

    static boolean isOpen(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    static LocalTime closing(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY ? LocalTime.of(14, 0) : LocalTime.of(18, 0);
    }

    static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE);
    }

    static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZONE).toInstant();
    }

    /** Some whole second within a period when the shop is open; nothing when it is closed all the while. */
    static Optional<Instant> momentBetween(Instant from, Instant until, Random random) {
        var windows = new ArrayList<Window>();
        for (var day = day(from); !day.isAfter(day(until)); day = day.plusDays(1)) {
            var opens = later(from, at(day, OPENS));
            var seconds = Duration.between(opens, earlier(until, at(day, closing(day))))
                    .toSeconds();
            if (isOpen(day) && seconds > 0) {
                windows.add(new Window(opens, seconds));
            }
        }
        var total = windows.stream().mapToLong(Window::seconds).sum();
        if (total == 0) {
            return Optional.empty();
        }
        var second = random.nextLong(total);
        for (var window : windows) {
            if (second < window.seconds) {
                return Optional.of(window.from.plusSeconds(second));
            }
            second -= window.seconds;
        }
        throw new IllegalStateException("a second beyond all windows");
    }

    /** The beginnings that an appointment of some length can have on a day, in no order. */
    static List<Instant> slots(LocalDate day, Duration length, Random random) {
        if (!isOpen(day)) {
            return List.of();
        }
        var closing = at(day, closing(day));
        var slots = new ArrayList<>(SLOTS.stream()
                .map(slot -> at(day, slot))
                .filter(slot -> !slot.plus(length).isAfter(closing))
                .toList());
        Collections.shuffle(slots, random);
        return slots;
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
