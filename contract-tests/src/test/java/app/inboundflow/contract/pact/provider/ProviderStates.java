package app.inboundflow.contract.pact.provider;

import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import au.com.dius.pact.provider.junitsupport.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a pact may assume before a request: rows and keys of an organization of its own. Parameters are properties as the
 * API names them, and become the columns of the row; a property that is not named has a value, never null.
 */
public final class ProviderStates {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern NEXT_CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    private final LiveServer server;
    private final Organization organization;
    private final CompleteRows rows;
    private Optional<String> key;
    private Connection running;

    ProviderStates(LiveServer server) {
        this.server = server;
        this.organization = server.createOrganization("Dave Auto Shop", "Starter Plan");
        this.rows = new CompleteRows(organization);
        this.key = Optional.of(organization.key());
    }

    /** The key to send; nothing when that of the pact is to be sent as it is. */
    Optional<String> key() {
        return key;
    }

    /** A call with a conversation. */
    @State("a call exists")
    public void call(Map<String, Object> properties) {
        rows.call(properties);
    }

    /** A call with no more than every call has. */
    @State("a call exists of which nothing is known")
    public void unknownCall(Map<String, Object> properties) {
        organization.call(CompleteRows.columns(properties));
    }

    /** As many calls as {@code count} says. */
    @State("calls exist")
    public void calls(Map<String, Object> parameters) {
        for (var i = 0; i < number(parameters, "count"); i++) {
            rows.call(Map.of());
        }
    }

    /** {@code count} calls, of which the newest {@code limit} were read: {@code ${cursor}} is that of the next page. */
    @State("a page of calls was read")
    public Map<String, Object> pageOfCalls(Map<String, Object> parameters) throws Exception {
        calls(parameters);
        var page = get("/v1/calls?limit=" + number(parameters, "limit"), key.orElseThrow());
        var cursor = NEXT_CURSOR.matcher(page);
        if (!cursor.find()) {
            throw new IllegalArgumentException("There is no next page: count must be greater than limit. " + page);
        }
        return Map.of("cursor", cursor.group(1));
    }

    /** A contact. */
    @State({"a contact exists", "a contact has the phone number"})
    public void contact(Map<String, Object> properties) {
        rows.contact(properties);
    }

    /** A lead, the call that yielded it and the contact it is about. */
    @State("a lead exists")
    public void lead(Map<String, Object> properties) {
        rows.lead(properties);
    }

    /** An appointment, the call during which it was booked and the contact who comes. */
    @State("an appointment exists")
    public void appointment(Map<String, Object> properties) {
        rows.appointment(properties);
    }

    /** Nothing to do: the organization is new, and all it has is what the other states give it. */
    @State({"no call has the id", "no contact has the id", "no contact has the phone number"})
    public void nothing(Map<String, Object> properties) {}

    /** Another request was made with {@code key}. */
    @State("the Idempotency-Key was used")
    public void keyUsed(Map<String, Object> parameters) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/v1/contacts"))
                .header("Authorization", "Bearer " + key.orElseThrow())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", parameters.get("key").toString())
                .POST(HttpRequest.BodyPublishers.ofString("{\"phone\": \"+99912345678\"}"))
                .build();
        HTTP.send(request, HttpResponse.BodyHandlers.discarding());
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

    /** The key has {@code scope}, among others. */
    @State("the key has the scope")
    public void scope(Map<String, Object> parameters) {
        if (!Organization.ALL_SCOPES.contains(parameters.get("scope"))) {
            throw new IllegalArgumentException("scope must be one of " + Organization.ALL_SCOPES);
        }
    }

    /** The key has every scope but {@code scope}. */
    @State("the key lacks the scope")
    public void noScope(Map<String, Object> parameters) {
        scope(parameters);
        var others = new ArrayList<>(Organization.ALL_SCOPES);
        others.remove(parameters.get("scope"));
        key = Optional.of(organization.key(others, Organization.UNLIMITED));
    }

    /** The key has used up its limit for this minute. */
    @State("the key has no requests left")
    public void noRequestsLeft() throws Exception {
        var once = organization.key(Organization.ALL_SCOPES, 1);
        get("/v1/me", once);
        key = Optional.of(once);
    }

    /** The key of the pact is sent as it is, and no organization has it. */
    @State("the key is unknown")
    public void unknownKey() {
        key = Optional.empty();
    }

    private static int number(Map<String, Object> parameters, String name) {
        if (parameters.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException(
                "This state needs the parameter " + name + ", a number; it has " + parameters);
    }

    private String get(String path, String sent) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + sent)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
