package app.inboundflow.contract.pact.provider;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Request;
import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import au.com.dius.pact.provider.junitsupport.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * What a pact may assume before a request: rows and keys of an organization of its own. Parameters are properties as the
 * API names them, and become the columns of the row; a property that is not named has a value, never null.
 */
public final class ProviderStates {
    private final LiveServer server;
    private final Organization organization;
    private final ContractRows rows;
    private Optional<String> key;
    private Connection running;

    ProviderStates(LiveServer server) {
        this.server = server;
        this.organization = server.createOrganization("Dave Auto Shop", "Starter Plan");
        this.rows = new ContractRows(organization);
        this.key = Optional.of(organization.key());
    }

    /** The key to send; nothing when that of the pact is to be sent as it is. */
    Optional<String> key() {
        return key;
    }

    /** A call with a conversation. */
    @State("a call exists")
    public void call(Map<String, Object> properties) {
        rows.store("listCalls", properties);
    }

    /** A call with no more than every call has. */
    @State("a call exists of which nothing is known")
    public void unknownCall(Map<String, Object> properties) {
        var nothing = ContractRows.showcase(Contract.operation("listCalls")).getLast();
        nothing.putAll(properties);
        rows.store("listCalls", nothing);
    }

    /** The newest {@code limit} calls were read: {@code ${cursor}} is that of the next page. */
    @State("a page of calls was read")
    public Map<String, Object> pageOfCalls(Map<String, Object> parameters) {
        var limit = parameters.get("limit").toString();
        var page = ask(200, Request.get("/v1/calls").query("limit", limit));
        return Map.of("cursor", page.body("/next_cursor").asText());
    }

    /** A contact. */
    @State({"a contact exists", "a contact has the phone number"})
    public void contact(Map<String, Object> properties) {
        rows.store("listContacts", properties);
    }

    /** A lead, the call that yielded it and the contact it is about. */
    @State("a lead exists")
    public void lead(Map<String, Object> properties) {
        rows.store("listLeads", properties);
    }

    /** An appointment, the call during which it was booked and the contact who comes. */
    @State("an appointment exists")
    public void appointment(Map<String, Object> properties) {
        rows.store("listAppointments", properties);
    }

    /** Nothing to do: the organization is new, and all it has is what the other states give it. */
    @State({"no call has the id", "no contact has the id", "no contact has the phone number"})
    public void nothing(Map<String, Object> properties) {}

    /** Another request was made with {@code key}. */
    @State("the Idempotency-Key was used")
    public void keyUsed(Map<String, Object> parameters) {
        ask(
                201,
                Request.post("/v1/contacts", "{\"phone\": \"+99912345678\"}")
                        .with("Idempotency-Key", parameters.get("key").toString()));
    }

    /** Another request with {@code key} runs until the interaction is over. */
    @State("the Idempotency-Key is in use")
    public void keyInUse(Map<String, Object> parameters) throws SQLException {
        running = server.sql().connect();
        running.setAutoCommit(false);
        organization.claim(running, parameters.get("key").toString());
    }

    /** Ends what runs. */
    void close() throws SQLException {
        if (running != null) {
            running.close();
        }
    }

    /** The key has every scope but {@code scope}. */
    @State("the key lacks the scope")
    public void noScope(Map<String, Object> parameters) {
        var others = new ArrayList<>(Organization.ALL_SCOPES);
        if (!others.remove(parameters.get("scope"))) {
            throw new IllegalArgumentException("scope must be one of " + others);
        }
        key = Optional.of(organization.key(others, Organization.UNLIMITED));
    }

    /** The key may make {@code limit} requests a minute. */
    @State("the key has the limit")
    public void limit(Map<String, Object> parameters) {
        key = Optional.of(organization.key(Organization.ALL_SCOPES, ((Number) parameters.get("limit")).intValue()));
    }

    /** The key has used up its limit for this minute. */
    @State("the key has no requests left")
    public void noRequestsLeft() {
        limit(Map.of("limit", 1));
        ask(200, Request.get("/v1/me"));
    }

    /** The key of the pact is sent as it is, and no organization has it. */
    @State("the key is unknown")
    public void unknownKey() {
        key = Optional.empty();
    }

    private Answer ask(int status, Request request) {
        return new Client(server.url(), key.orElseThrow(), Pace.UNLIMITED).expect(status, request);
    }
}
