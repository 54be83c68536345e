package app.inboundflow.server.idempotency;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import app.inboundflow.server.database.Sweeps;
import app.inboundflow.server.idempotency.IdempotencyKeyRepository.Key;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.List;

/** Deletes the answers that are older than 24 hours, of all organizations, in the background. */
@Singleton
public class ExpiredKeys {
    private static final int BATCH = 500;

    private final IdempotencyKeyRepository keys;
    private final Sweeps sweeps;

    ExpiredKeys(IdempotencyKeyRepository keys, Sweeps sweeps) {
        this.keys = keys;
        this.sweeps = sweeps;
    }

    @EventListener
    void schedule(ServerStartupEvent started) {
        sweeps.schedule(this::sweep);
    }

    /**
     * Deletes what is expired, unless a server has begun to do so in the last ten minutes.
     *
     * @return how many answers were deleted
     */
    public int sweep() {
        return sweeps.sweep("idempotency_sweep", BATCH, () -> List.of(this::sweepBatch));
    }

    private int sweepBatch() {
        return keys.listExpired(BATCH).stream()
                .collect(groupingBy(Key::organizationId, mapping(Key::key, toList())))
                .entrySet()
                .stream()
                .mapToInt(expired -> keys.deleteExpired(expired.getKey(), expired.getValue()))
                .sum();
    }
}
