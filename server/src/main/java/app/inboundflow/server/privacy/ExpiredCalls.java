package app.inboundflow.server.privacy;

import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.database.Sweeps;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.IntSupplier;

/** Deletes the calls that are older than their organization keeps them, in the background. */
@Singleton
public class ExpiredCalls {
    private final OrganizationRepository organizations;
    private final ExpiredCallRepository calls;
    private final Sweeps sweeps;
    private final Clock clock;

    ExpiredCalls(OrganizationRepository organizations, ExpiredCallRepository calls, Sweeps sweeps, Clock clock) {
        this.organizations = organizations;
        this.calls = calls;
        this.sweeps = sweeps;
        this.clock = clock;
    }

    @EventListener
    void schedule(ServerStartupEvent started) {
        sweeps.schedule(this::sweep);
    }

    /**
     * Deletes what is expired, unless a server has begun to do so in the last ten minutes.
     *
     * @return how many calls were deleted
     */
    public int sweep() {
        return sweeps.sweep("call_retention", ExpiredCallRepository.BATCH, () -> organizations.listRetaining().stream()
                .<IntSupplier>map(organization -> () -> calls.delete(organization.id(), before(organization.days())))
                .toList());
    }

    /** How many of an organization's calls would be deleted if it kept them for so many days. */
    public int count(UUID organizationId, int days) {
        return calls.count(organizationId, before(days));
    }

    private OffsetDateTime before(int days) {
        return OffsetDateTime.now(clock).minusDays(days);
    }
}
