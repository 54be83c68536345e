package app.inboundflow.client;

import app.inboundflow.client.model.Lead;
import app.inboundflow.client.model.LeadList;
import java.util.concurrent.CompletableFuture;

/** Callers who may become customers: {@code client.leads()}. */
public final class Leads {
    private final Async async;

    Leads(Async async) {
        this.async = async;
    }

    /** {@return the newest leads, 50 to a page; {@link Page#all} reads on} */
    public Page<Lead> list() {
        return list(new ListLeadsParameters());
    }

    /**
     * Leads, the most recently created first.
     *
     * @param parameters the filters, and where to begin
     * @return one page; {@link Page#all} reads on
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

        /** {@return what {@link Leads#list()} does} */
        public CompletableFuture<Page<Lead>> list() {
            return list(new ListLeadsParameters());
        }

        /**
         * {@return what {@link Leads#list(ListLeadsParameters)} does}
         *
         * @param parameters the filters, and where to begin
         */
        public CompletableFuture<Page<Lead>> list(ListLeadsParameters parameters) {
            return engine.page(
                    () -> engine.leads.listLeads(
                            parameters.paging.limit(),
                            parameters.paging.cursor(),
                            parameters.paging.since(),
                            parameters.status,
                            parameters.urgency),
                    LeadList::getData,
                    LeadList::getNextCursor,
                    cursor -> list(parameters.cursor(cursor)));
        }
    }
}
