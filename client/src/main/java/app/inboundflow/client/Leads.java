package app.inboundflow.client;

import app.inboundflow.client.model.Lead;
import app.inboundflow.client.model.LeadList;
import java.util.concurrent.CompletableFuture;

/** Callers who may become customers: {@code client.leads()}. */
public final class Leads {
    private final Engine engine;

    Leads(Engine engine) {
        this.engine = engine;
    }

    private static Listing<LeadList, Lead> listing(Engine engine) {
        return new Listing<>(
                engine,
                "/v1/leads",
                LeadList.class,
                LeadList::getData,
                LeadList::getHasMore,
                LeadList::getNextCursor,
                LeadList::getMeta,
                Lead::getId,
                Lead::getCreatedAt);
    }

    /** {@return the newest leads, 100 to a page; {@link Page#all} reads on} */
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
        return listing(engine).page(parameters.values);
    }

    /**
     * Reads all leads that are new since a mark, for years: {@link Sync} says how.
     *
     * @param mark where to begin: {@link SyncMark#beginning}, {@link SyncMark#since}, or a mark that was saved
     * @return batches of new leads, each with the mark to save after it
     */
    public Sync<Lead> sync(SyncMark mark) {
        return new Sync<>(listing(engine), mark);
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
            return listing(engine).pageAsync(parameters.values);
        }
    }
}
