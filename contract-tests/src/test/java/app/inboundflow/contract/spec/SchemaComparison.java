package app.inboundflow.contract.spec;

import static app.inboundflow.contract.spec.BreakingChange.Broken.READERS;
import static app.inboundflow.contract.spec.BreakingChange.Broken.SENDERS;

import app.inboundflow.contract.spec.BreakingChange.Broken;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Compares two schemas for one part of one operation. What may be sent must not become less, what may be received must not
 * become more: a narrower schema breaks senders, a wider one breaks readers. New properties are excepted, as the contract
 * says under Compatibility.
 */
final class SchemaComparison {
    private final ContractDocument released;
    private final ContractDocument current;
    private final BreakingChanges breaks;
    private final Broken broken;
    private final String operation;
    private final String where;
    private final Set<List<String>> compared = new HashSet<>();

    SchemaComparison(
            ContractDocument released,
            ContractDocument current,
            BreakingChanges breaks,
            Broken broken,
            String operation,
            String where) {
        this.released = released;
        this.current = current;
        this.breaks = breaks;
        this.broken = broken;
        this.operation = operation;
        this.where = where;
    }

    void report(Place place, String what) {
        breaks.add(broken, place, what, operation, where);
    }

    void compare(Place releasedSchema, Place currentSchema) {
        var before = released.resolve(releasedSchema);
        var now = current.resolve(currentSchema);
        // A schema that contains itself is compared once.
        if (!compared.add(List.of(before.pointer(), now.pointer()))) {
            return;
        }
        if (differ(before, now, "type")) {
            compareSets(now.child("type"), Constraints.types(before), Constraints.types(now));
            if (before.has("type")
                    && now.has("type")
                    && Collections.disjoint(Constraints.types(before), Constraints.types(now))) {
                return; // another thing altogether: what it is made of follows from that
            }
        }
        if (differ(before, now, "enum") || differ(before, now, "const")) {
            compareSets(now.child("enum"), Constraints.values(before), Constraints.values(now));
        }
        compareKeywords(before, now, Constraints.UPPER, (was, is) -> compareBounds(was, is, 1));
        compareKeywords(before, now, Constraints.LOWER, (was, is) -> compareBounds(was, is, -1));
        compareKeywords(before, now, Constraints.INCOMPARABLE, this::compareIncomparable);
        compareKeywords(before, now, List.of("uniqueItems"), this::compareUniqueItems);
        compareKeywords(before, now, List.of("default"), this::compareDefaults);
        if (before.has("additionalProperties") || now.has("additionalProperties")) {
            compareAdditionalProperties(before.child("additionalProperties"), now.child("additionalProperties"));
        }
        compareProperties(before, now, before.child("properties"), now.child("properties"));
        if (before.has("items") && now.has("items")) {
            compare(before.child("items"), now.child("items"));
        } else if (differ(before, now, "items")) {
            change(now.child("items"), now.has("items"), before.has("items"));
        }
    }

    /** Most keywords are equal, and comparing the nodes first is cheaper than creating places. */
    private static void compareKeywords(
            Place before, Place now, List<String> keywords, BiConsumer<Place, Place> comparison) {
        keywords.stream()
                .filter(keyword -> differ(before, now, keyword))
                .forEach(keyword -> comparison.accept(before.child(keyword), now.child(keyword)));
    }

    private static boolean differ(Place before, Place now, String keyword) {
        return !before.node().path(keyword).equals(now.node().path(keyword));
    }

    private void compareProperties(Place before, Place now, Place properties, Place newProperties) {
        for (var was : properties.children().toList()) {
            var property = was.name();
            var is = newProperties.child(property);
            if (!is.exists()) {
                report(was, "was removed");
                continue;
            }
            var wasRequired = before.texts("required").contains(property);
            var isRequired = now.texts("required").contains(property);
            if (wasRequired != isRequired && isRequired == (broken == SENDERS)) {
                report(is, isRequired ? "became required" : "became optional");
            }
            compare(was, is);
        }
        newProperties.names().stream()
                .filter(property -> !properties.has(property))
                .filter(property -> broken == SENDERS && now.texts("required").contains(property))
                .forEach(property -> report(newProperties.child(property), "is new and required"));
    }

    /** An object may have more properties unless it says otherwise. Only where it says so, readers rely on them. */
    private void compareAdditionalProperties(Place before, Place now) {
        var closed = now.exists() && !now.node().asBoolean(true);
        var wasOpen = broken == SENDERS
                ? before.node().asBoolean(true)
                : before.node().asBoolean(before.node().isObject());
        if (closed && wasOpen) {
            report(now, "became false");
        } else if (before.node().isObject() && now.node().isObject()) {
            compare(before, now);
        } else if (broken == READERS && before.node().isObject() && !closed) {
            report(now, "lost its schema");
        } else if (broken == SENDERS && now.node().isObject()) {
            report(now, "got a schema");
        }
    }

    /** Sets of allowed values; an empty set allows all. */
    private void compareSets(Place place, Set<?> before, Set<?> now) {
        var lost = new LinkedHashSet<Object>(before);
        lost.removeAll(now);
        var gained = new LinkedHashSet<Object>(now);
        gained.removeAll(before);
        var narrower = !now.isEmpty() && (before.isEmpty() || !lost.isEmpty());
        var wider = !before.isEmpty() && (now.isEmpty() || !gained.isEmpty());
        if (broken == SENDERS && narrower) {
            report(place, before.isEmpty() ? "now allows only " + now : "no longer allows " + lost);
        } else if (broken == READERS && wider) {
            report(place, now.isEmpty() ? "now allows more than " + before : "now allows " + gained);
        }
    }

    /** @param direction 1 when a larger bound allows more, -1 when a smaller one does */
    private void compareBounds(Place before, Place now, int direction) {
        var order = direction * Double.compare(Constraints.bound(before, direction), Constraints.bound(now, direction));
        change(
                now,
                order > 0,
                order < 0,
                "changed from " + Constraints.words(before) + " to " + Constraints.words(now));
    }

    private void compareIncomparable(Place before, Place now) {
        change(
                now,
                now.exists(),
                before.exists(),
                "changed from " + Constraints.words(before) + " to " + Constraints.words(now));
    }

    private void compareUniqueItems(Place before, Place now) {
        change(
                now,
                !before.node().asBoolean() && now.node().asBoolean(),
                before.node().asBoolean() && !now.node().asBoolean());
    }

    private void compareDefaults(Place before, Place now) {
        if (broken == SENDERS) {
            report(
                    now,
                    "changed from " + Constraints.words(before) + " to " + Constraints.words(now)
                            + ": what is left out means another thing");
        }
    }

    private void change(Place place, boolean narrower, boolean wider) {
        change(place, narrower, wider, place.exists() ? "was added" : "was removed");
    }

    private void change(Place place, boolean narrower, boolean wider, String what) {
        if (broken == SENDERS ? narrower : wider) {
            report(place, what);
        }
    }
}
