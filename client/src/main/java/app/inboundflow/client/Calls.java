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
    private final Async async;

    Calls(Async async) {
        this.async = async;
    }

    /** {@return the newest calls, 50 to a page and without their messages; {@link Page#all} reads on} */
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
        return Engine.await(async.list(parameters));
    }

    /**
     * One call with its messages.
     *
     * @param id the call's id
     * @return the call
     * @throws NotFoundException when your organization has no such call
     */
    public CallDetail get(UUID id) {
        return Engine.await(async.get(id));
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
            return engine.page(
                    () -> engine.calls.listCalls(
                            parameters.paging.limit(),
                            parameters.paging.cursor(),
                            parameters.paging.since(),
                            parameters.status,
                            parameters.phone),
                    CallList::getData,
                    CallList::getNextCursor,
                    cursor -> list(parameters.cursor(cursor)));
        }

        /**
         * {@return what {@link Calls#get} does}
         *
         * @param id the call's id
         */
        public CompletableFuture<CallDetail> get(UUID id) {
            Objects.requireNonNull(id, "id");
            return engine.call(() -> engine.calls.getCall(id), CallResponse::getData);
        }
    }
}
