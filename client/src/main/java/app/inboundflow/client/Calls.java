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

    /** The newest calls, 50 to a page and without their messages; {@link Page#all} reads on. */
    public Page<Call> list() {
        return list(new ListCallsParameters());
    }

    /**
     * Calls, newest first and without their messages.
     *
     * @throws InvalidRequestException when a parameter breaks a rule, such as a limit over 100
     */
    public Page<Call> list(ListCallsParameters parameters) {
        return Engine.await(async.list(parameters));
    }

    /**
     * One call with its messages.
     *
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

        /** See {@link Calls#list()}. */
        public CompletableFuture<Page<Call>> list() {
            return list(new ListCallsParameters());
        }

        /** See {@link Calls#list(ListCallsParameters)}. */
        public CompletableFuture<Page<Call>> list(ListCallsParameters p) {
            return engine.page(
                    () -> engine.calls.listCalls(
                            p.paging.limit(), p.paging.cursor(), p.paging.since(), p.status, p.phone),
                    CallList::getData,
                    CallList::getNextCursor,
                    cursor -> list(p.cursor(cursor)));
        }

        /** See {@link Calls#get}. */
        public CompletableFuture<CallDetail> get(UUID id) {
            Objects.requireNonNull(id, "id");
            return engine.call(() -> engine.calls.getCall(id), CallResponse::getData);
        }
    }
}
