package app.inboundflow.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What all stories share: the present, chance, and the shop's calendar. */
final class Stage {
    private static final int SEED = 4155;

    final Instant now;
    final Random random = new Random(SEED);
    private final Map<String, Integer> turns = new HashMap<>();
    private boolean everyOther;
    private final Set<Instant> taken = new HashSet<>();

    Stage(Instant now) {
        this.now = now;
    }

    /** Whether it is true this time: every other time it is. */
    boolean isNextOfTwo() {
        everyOther = !everyOther;
        return everyOther;
    }

    /** A UUID of version 4, the same in every run. */
    UUID id() {
        return new UUID(
                random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L,
                random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    /** The variants of a scenario in turn, so that none is heard twice before all were. */
    Map<String, String> variant(Scenario scenario) {
        var variants = scenario.variants();
        return variants == null
                ? Map.of()
                : variants.get((turns.merge(scenario.name(), 1, Integer::sum) - 1) % variants.size());
    }

    /** Takes a free time for an appointment, the next day or, when it can wait, one to five days after a moment. */
    Instant takeSlot(Instant moment, Duration length, boolean soon) {
        var patience = soon ? 1 : 1 + random.nextInt(5);
        for (var day = ShopHours.day(moment).plusDays(patience); ; day = day.plusDays(1)) {
            for (var slot : ShopHours.slots(day, length, random)) {
                if (taken.add(slot)) {
                    return slot;
                }
            }
        }
    }
}
