package app.inboundflow.client;

import app.inboundflow.client.model.Lead;
import app.inboundflow.client.model.LeadList;
import java.util.concurrent.CompletableFuture;

/** Business opportunities that calls yielded: {@code client.leads()}. */
public final class Leads {
    private final Async async;

    Leads(Async async) {
        this.async = async;
    }

    /** The newest leads, 50 to a page; {@link Page#all} reads on. */
    public Page<Lead> list() {
        return list(new ListLeadsParameters());
    }

    /**
     * Leads, the most recently created first.
     *
     * @throws InvalidRequestException when a parameter breaks a rule, such as a limit over 100
     */
    public Page<Lead> list(ListLeadsParameters parameters) {
        return Engine.await(async.list(parameters));
    }

    /** The same without blocking: {@code client.async().leads()}. */
    public static final class Async {
        private final Engine engine;

        Async(Engine engine) {
            this.engine = engine;
        }

        /** See {@link Leads#list()}. */
        public CompletableFuture<Page<Lead>> list() {
            return list(new ListLeadsParameters());
        }

        /** See {@link Leads#list(ListLeadsParameters)}. */
        public CompletableFuture<Page<Lead>> list(ListLeadsParameters p) {
            return engine.page(
                    () -> engine.leads.listLeads(
                            p.paging.limit(), p.paging.cursor(), p.paging.since(), p.status, p.urgency),
                    LeadList::getData,
                    LeadList::getNextCursor,
                    cursor -> list(p.cursor(cursor)));
        }
    }
}
