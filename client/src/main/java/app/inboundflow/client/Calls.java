package app.inboundflow.client;

import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.CallDetail;
import app.inboundflow.client.model.CallList;
import app.inboundflow.client.model.CallResponse;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Phone calls: {@code client.calls()}. */
public final class Calls {
    private final Engine engine;

    Calls(Engine engine) {
        this.engine = engine;
    }

    private static Listing<CallList, Call> listing(Engine engine) {
        return new Listing<>(
                engine,
                "/v1/calls",
                CallList.class,
                CallList::getData,
                CallList::getHasMore,
                CallList::getNextCursor,
                CallList::getMeta,
                Call::getId,
                Call::getCreatedAt);
    }

    /** {@return the newest calls, 100 to a page and without their messages; {@link Page#all} reads on} */
    public Page<Call> list() {
        return list(new ListCallsParameters());
    }

    /**
     * Calls, newest first and without their messages.
     *
     * @param parameters the filters, and where to begin
     * @return one page; {@link Page#all} reads on
     * @throws InvalidRequestException when a parameter breaks a rule, such as a limit over 100
     */
    public Page<Call> list(ListCallsParameters parameters) {
        return listing(engine).page(parameters.values);
    }

    /**
     * One call with its messages.
     *
     * @param id the call's id
     * @return the call
     * @throws NotFoundException when your organization has no such call
     */
    public CallDetail get(UUID id) {
        Objects.requireNonNull(id, "id");
        return engine.call(Request.get("/v1/calls/{call_id}", id), CallResponse.class, CallResponse::getData);
    }

    /**
     * Reads all calls that are new since a mark, for years: {@link Sync} says how.
     *
     * @param mark where to begin: {@link SyncMark#beginning}, {@link SyncMark#since}, or a mark that was saved
     * @return batches of new calls, each with the mark to save after it
     */
    public Sync<Call> sync(SyncMark mark) {
        return new Sync<>(listing(engine), mark);
    }

    /** The same without blocking: {@code client.async().calls()}. */
    public static final class Async {
        private final Engine engine;

        Async(Engine engine) {
            this.engine = engine;
        }

        /** {@return what {@link Calls#list()} does} */
        public CompletableFuture<Page<Call>> list() {
            return list(new ListCallsParameters());
        }

        /**
         * {@return what {@link Calls#list(ListCallsParameters)} does}
         *
         * @param parameters the filters, and where to begin
         */
        public CompletableFuture<Page<Call>> list(ListCallsParameters parameters) {
            return listing(engine).pageAsync(parameters.values);
        }

        /**
         * {@return what {@link Calls#get} does}
         *
         * @param id the call's id
         */
        public CompletableFuture<CallDetail> get(UUID id) {
            Objects.requireNonNull(id, "id");
            return engine.callAsync(Request.get("/v1/calls/{call_id}", id), CallResponse.class, CallResponse::getData);
        }
    }
}
