package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Request;
import app.inboundflow.check.Values;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The errors that need keys, locks or a database of our own: 403, 414, 429, 431, a key in use, 500 and 503. */
record RefusingWalk(LiveServer server, Organization organization, Coverage coverage) {
    private static final String ME = "/v1/me";

    /** The walk, a step for each status. */
    Stream<DynamicTest> steps() {
        return Stream.of(
                dynamicTest("403 without the scope", this::forbidden),
                dynamicTest("414 and 431 for a request line and headers that are too long", this::tooLong),
                dynamicTest("429 at the limit", this::rateLimited),
                dynamicTest("409 while the Idempotency-Key is in use", this::inUse),
                dynamicTest("500 and 503 with a broken database", this::broken));
    }

    private Client client(LiveServer asked, String key) {
        return new Client(asked.url(), key, Pace.UNLIMITED, coverage);
    }

    /** A valid request for each operation. */
    static List<Request> requests() {
        return Contract.operations().stream()
                .map(operation ->
                        operation.method().equals("POST") ? post() : Request.get(operation.path(UUID.randomUUID())))
                .toList();
    }

    private static Request post() {
        return Request.post("/v1/contacts", "{\"phone\": \"" + Values.newPhone() + "\"}");
    }

    private void forbidden() {
        var nobody = client(server, organization.key(List.of(), Organization.UNLIMITED));
        requests().stream().filter(request -> !request.path().equals(ME)).forEach(request -> {
            var needed = Contract.operation(request.method(), request.path())
                    .orElseThrow()
                    .scopes();
            assertThat(nobody.expect(403, request).body("/detail").asText()).contains(needed);
        });
    }

    /** The limits of this server. A proxy before a deployment may have lower ones and answer by itself. */
    private void tooLong() {
        var client = client(server, organization.key());
        var longest = ME + "?limit=" + "1".repeat(4096 - "GET /v1/me?limit= HTTP/1.1".length());
        client.expect(400, Request.get(longest));
        client.expect(414, Request.get(longest + "1"));
        for (var request : requests()) {
            client.expect(414, request.at(request.path() + "?limit=" + "1".repeat(4096)));
            client.expect(431, request.with("X-Large", "x".repeat(8192)));
        }
    }

    private void rateLimited() {
        var once = client(server, organization.key(Organization.ALL_SCOPES, 1));
        once.expect(200, Request.get(ME));
        requests().forEach(request -> once.expect(429, request));
    }

    private void inUse() throws Exception {
        var client = client(server, organization.key());
        var key = UUID.randomUUID().toString();
        var request = post().with("Idempotency-Key", key);
        try (var other = server.sql().connect()) {
            // Holds the key as a running request does, and then gives it up.
            other.setAutoCommit(false);
            organization.claim(other, key);
            client.expect(409, request);
            other.rollback();
        }
        client.expect(201, request);
    }

    private void broken() throws Exception {
        try (var other = server.beside("broken")) {
            var dave = other.createOrganization("Dave Auto Shop", "Starter Plan");
            var client = client(other, dave.key());
            // For a key that it has not seen the server asks the database, even for getMe.
            var unseen = List.of(client.withKey(dave.key()), client.withKey(dave.key()));
            client.expect(200, Request.get(ME));
            // A mistake of the server's is to find its tables missing.
            for (var table : List.of("calls", "contacts", "leads", "appointments", "organizations")) {
                other.sql().execute("ALTER TABLE " + table + " RENAME TO not_" + table);
            }
            expectOfAll(500, client, unseen.getFirst());
            server.sql().execute("ALTER DATABASE broken ALLOW_CONNECTIONS false");
            server.sql().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'broken'");
            expectOfAll(503, client, unseen.getLast());
        }
    }

    /** In parallel, because each waits some seconds for the database. */
    private static void expectOfAll(int status, Client client, Client unseen) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = requests().stream()
                    .<Callable<Object>>map(
                            request -> () -> (request.path().equals(ME) ? unseen : client).expect(status, request))
                    .toList();
            for (var answer : threads.invokeAll(all)) {
                answer.get();
            }
        }
    }
}
