package app.inboundflow.client;

import app.inboundflow.client.model.Account;
import app.inboundflow.client.model.AccountResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * {@link InboundFlowClient} without blocking: what fails there with an exception fails here with a future that holds the same
 * exception. Cancelling a future, or one derived from it, stops the request.
 */
public final class AsyncInboundFlowClient {
    private final InboundFlowClient client;
    private final Engine engine;

    AsyncInboundFlowClient(InboundFlowClient client, Engine engine) {
        this.client = client;
        this.engine = engine;
    }

    /** See {@link InboundFlowClient#calls}. */
    public Calls.Async calls() {
        return new Calls.Async(engine);
    }

    /** See {@link InboundFlowClient#contacts}. */
    public Contacts.Async contacts() {
        return new Contacts.Async(engine);
    }

    /** See {@link InboundFlowClient#leads}. */
    public Leads.Async leads() {
        return new Leads.Async(engine);
    }

    /** See {@link InboundFlowClient#appointments}. */
    public Appointments.Async appointments() {
        return new Appointments.Async(engine);
    }

    /** See {@link InboundFlowClient#me}. */
    public CompletableFuture<Account> me() {
        return engine.call(engine.account::getMe, AccountResponse::getData);
    }

    /** See {@link InboundFlowClient#withResponse}. */
    public <T> CompletableFuture<Response<T>> withResponse(
            Function<AsyncInboundFlowClient, CompletableFuture<T>> request) {
        var received = new AtomicReference<Received>();
        return request.apply(client.observedBy(received).async())
                .thenApply(value -> Response.of(value, received.get()));
    }
}
