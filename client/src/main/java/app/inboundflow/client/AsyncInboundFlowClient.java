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

    /** {@return what {@link InboundFlowClient#calls} does} */
    public Calls.Async calls() {
        return new Calls.Async(engine);
    }

    /** {@return what {@link InboundFlowClient#contacts} does} */
    public Contacts.Async contacts() {
        return new Contacts.Async(engine);
    }

    /** {@return what {@link InboundFlowClient#leads} does} */
    public Leads.Async leads() {
        return new Leads.Async(engine);
    }

    /** {@return what {@link InboundFlowClient#appointments} does} */
    public Appointments.Async appointments() {
        return new Appointments.Async(engine);
    }

    /** {@return what {@link InboundFlowClient#me} does} */
    public CompletableFuture<Account> me() {
        return engine.callAsync(InboundFlowClient.ME, AccountResponse.class, AccountResponse::getData);
    }

    /**
     * {@return what {@link InboundFlowClient#withResponse} does}
     *
     * @param <T> the result
     * @param request one request
     */
    public <T> CompletableFuture<Response<T>> withResponse(
            Function<AsyncInboundFlowClient, CompletableFuture<T>> request) {
        var received = new AtomicReference<Received>();
        return Engine.observing(
                        received,
                        () -> request.apply(client.observedBy(received).async()))
                .thenApply(value -> Response.of(value, received.get()));
    }
}
