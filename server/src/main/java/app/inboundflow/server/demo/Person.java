package app.inboundflow.server.demo;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls the shop, as {@code people.yaml} casts them.
 *
 * @param id the contact's id, where the documentation names one
 * @param call the id of the first call, where the documentation names one
 * @param name null when no call reveals it
 * @param imported whether the contact was there before the first call
 * @param stranger whether the shop keeps no contact of this caller
 * @param withheld whether the number is
 * @param stories scenarios that follow from one another, by when the first begins: {@code 12d} is twelve days ago,
 *     {@code 7m} seven minutes; the latest last
 */
@Serdeable
record Person(
        @Nullable UUID id,
        @Nullable UUID call,
        @Nullable String name,
        @Nullable String car,
        @Nullable String email,
        @Nullable String company,
        @Nullable String notes,
        boolean imported,
        boolean stranger,
        boolean withheld,
        @Nullable Map<String, List<String>> stories) {

    Map<String, List<String>> plot() {
        return stories == null ? Map.of() : stories;
    }
}
