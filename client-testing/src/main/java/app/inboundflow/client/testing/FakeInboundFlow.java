package app.inboundflow.client.testing;

import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.model.Account;
import app.inboundflow.client.model.Appointment;
import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.CallDetail;
import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.Lead;
import app.inboundflow.client.model.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The InboundFlow API in memory, for tests: a real HTTP server on a free port of the loopback interface that behaves as the API
 * documents, for one organization and one key. It is held to the contract by the same walk as the real server.
 *
 * <pre>{@code
 * try (var fake = FakeInboundFlow.start(); var client = fake.client()) {
 *     fake.add(new CallDetail().callerName("Dave").status(CallStatus.COMPLETED));
 *     assertEquals("Dave", client.calls().list().items().get(0).getCallerName());
 * }
 * }</pre>
 *
 * <p>Safe for use by any number of threads.
 */
public final class FakeInboundFlow implements AutoCloseable {
    private final Store store = new Store();
    private final Api api = new Api(store);
    private final Listener listener = new Listener(api);

    private FakeInboundFlow() {}

    /** {@return an empty fake, which listens already; without a limit of requests, and with a key that has every scope} */
    public static FakeInboundFlow start() {
        return new FakeInboundFlow();
    }

    /** {@return where it listens, such as {@code http://127.0.0.1:40123}; for {@code INBOUNDFLOW_BASE_URL}} */
    public String url() {
        return listener.url();
    }

    /** {@return its only key; for {@code INBOUNDFLOW_API_KEY}} */
    public String apiKey() {
        return Api.KEY;
    }

    /** {@return a new client of this fake, to be closed by the caller} */
    public InboundFlowClient client() {
        return InboundFlowClient.builder().apiKey(apiKey()).baseUrl(url()).build();
    }

    /**
     * Stores a call.
     *
     * @param call a call; an id, a status, {@code started_at} and {@code created_at} (now) are added when they are missing
     * @return the call as it is stored
     */
    public CallDetail add(CallDetail call) {
        return store.add(Kind.CALLS, call);
    }

    /**
     * Stores a call without messages.
     *
     * @param call a call; what is missing is added
     * @return the call as it is stored
     */
    public CallDetail add(Call call) {
        return store.add(Kind.CALLS, Json.convert(call, CallDetail.class));
    }

    /**
     * Stores a contact.
     *
     * @param contact a contact; an id, a phone number, a source and {@code created_at} (now) are added when they are missing
     * @return the contact as it is stored
     */
    public Contact add(Contact contact) {
        return store.add(Kind.CONTACTS, contact);
    }

    /**
     * Stores a lead.
     *
     * @param lead a lead; an id, a status, an urgency and {@code created_at} (now) are added when they are missing
     * @return the lead as it is stored
     */
    public Lead add(Lead lead) {
        return store.add(Kind.LEADS, lead);
    }

    /**
     * Stores an appointment.
     *
     * @param appointment an appointment; an id, a status, a date, a start and {@code created_at} (now) are added when they are missing
     * @return the appointment as it is stored
     */
    public Appointment add(Appointment appointment) {
        return store.add(Kind.APPOINTMENTS, appointment);
    }

    /**
     * Takes something away, as if it had never been.
     *
     * @param id the id of a call, contact, lead or appointment
     * @return this
     */
    public FakeInboundFlow remove(UUID id) {
        store.remove(id);
        return this;
    }

    /** {@return the contacts that are stored, also those that were created through the API; newest first} */
    public List<Contact> contacts() {
        return store.all(Kind.CONTACTS, Contact.class);
    }

    /** {@return the requests that came, such as {@code GET /v1/calls?limit=100}, also those that were refused or failed} */
    public List<String> requests() {
        return api.requests();
    }

    /**
     * The organization that {@code client.me()} reads. Its scopes are those of the key.
     *
     * @param account the organization; what is missing stays as it was
     * @return this
     */
    public FakeInboundFlow account(Account account) {
        store.account(account);
        return this;
    }

    /**
     * The scopes of the key, from now on; a request without its scope is a 403.
     *
     * @param scopes the scopes
     * @return this
     */
    public FakeInboundFlow scopes(Set<Scope> scopes) {
        store.account(new Account().scopes(scopes));
        return this;
    }

    /**
     * How many requests the key can make, from now on; one more is a 429.
     *
     * @param requests requests for each window, at least 1
     * @param window one minute at the real API; a whole number of seconds
     * @return this
     */
    public FakeInboundFlow limit(int requests, Duration window) {
        api.limit(requests, window);
        return this;
    }

    /**
     * The time by which rows are created and answers are dated; the system's unless given. Limits are measured by another clock.
     *
     * @param clock the clock
     * @return this
     */
    public FakeInboundFlow clock(Clock clock) {
        store.clock(clock);
        return this;
    }

    /**
     * Lets the next request that has a valid key fail with a status, with the problem document that the API has for it. The request
     * is not carried out. Several calls are for several requests, in their order.
     *
     * @param status a status that the API documents: 400 to 431, 500 or 503; 409 is {@code idempotency_key_in_use}
     * @return this
     */
    public FakeInboundFlow failNext(int status) {
        api.failNext(status);
        return this;
    }

    /**
     * Lets the next request that has a valid key fail on the way.
     *
     * @param fault how
     * @return this
     */
    public FakeInboundFlow failNext(Fault fault) {
        api.failNext(fault);
        return this;
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        listener.close();
    }
}
