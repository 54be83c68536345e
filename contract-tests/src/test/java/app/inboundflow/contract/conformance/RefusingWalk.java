package app.inboundflow.contract.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The refusals and failures that take keys, locks or a database of our own: 403, 429, a key in use, 500 and 503. */
final class RefusingWalk {
    private final LiveServer server;
    private final Organization organization;
    private final Coverage coverage;

    RefusingWalk(LiveServer server, Organization organization, Coverage coverage) {
        this.server = server;
        this.organization = organization;
        this.coverage = coverage;
    }

    /** The walk, a step for each status. */
    Stream<DynamicTest> steps() {
        return Stream.of(
                dynamicTest("403 without the scope", this::forbidden),
                dynamicTest("429 at the limit", this::rateLimited),
                dynamicTest("409 while the Idempotency-Key is in use", this::inUse),
                dynamicTest("500 and 503 with a broken database", this::broken));
    }

    private RecordingClient client(LiveServer asked, String key) {
        return new RecordingClient(asked.url(), key, coverage, Pace.UNLIMITED);
    }

    /** A valid request for each operation. */
    private static List<Request> requests() {
        return Contract.operations().stream()
                .map(operation -> {
                    var path = operation
                            .path()
                            .replaceFirst("\\{.*}", UUID.randomUUID().toString());
                    return operation.method().equals("POST")
                            ? Request.post(path, "{\"phone\": \"" + WritingWalk.newPhone() + "\"}")
                            : Request.get(path);
                })
                .toList();
    }

    private void forbidden() {
        var nobody = client(server, organization.key(List.of(), Organization.UNLIMITED));
        requests().stream()
                .filter(request -> Contract.operation(request.method(), request.path())
                        .orElseThrow()
                        .statuses()
                        .contains(403))
                .forEach(request -> nobody.expect(403, request));
    }

    private void rateLimited() {
        var once = client(server, organization.key(Organization.ALL_SCOPES, 1));
        once.expect(200, Request.get("/v1/me"));
        requests().forEach(request -> once.expect(429, request));
    }

    private void inUse() throws Exception {
        var client = client(server, organization.key());
        var phone = WritingWalk.newPhone();
        var request = Request.post("/v1/contacts", "{\"phone\": \"" + phone + "\"}")
                .with("Idempotency-Key", UUID.randomUUID().toString());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = server.sql().connect()) {
            // The first request waits for one who is about to store the same phone number, and then does not.
            other.setAutoCommit(false);
            insertContact(other, phone);
            var first = threads.submit(() -> client.expect(201, request));
            while (server.sql()
                    .text("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .equals("0")) {
                if (first.isDone()) {
                    break;
                }
                Thread.onSpinWait();
            }
            client.expect(409, request);
            other.rollback();
            first.get();
        }
    }

    private void insertContact(Connection connection, String phone) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO contacts (organization_id, id, phone, source, "
                + "total_calls, created_at, updated_at) VALUES (?, ?, ?, 'api', 0, now(), now())")) {
            insert.setObject(1, organization.id());
            insert.setObject(2, UUID.randomUUID());
            insert.setString(3, phone);
            insert.execute();
        }
    }

    private void broken() throws Exception {
        try (var other = server.beside("broken")) {
            var client = client(
                    other,
                    other.createOrganization("Dave Auto Shop", "Starter Plan").key());
            client.expect(200, Request.get("/v1/me"));
            // A mistake of the server's is to find its tables missing.
            for (var table : List.of("calls", "contacts", "leads", "appointments", "organizations")) {
                other.sql().execute("ALTER TABLE " + table + " RENAME TO not_" + table);
            }
            expectOfAll(client, 500);
            server.sql().execute("ALTER DATABASE broken ALLOW_CONNECTIONS false");
            server.sql().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'broken'");
            expectOfAll(client, 503);
        }
    }

    /** At once, because each waits some seconds for a database that does not come. */
    private static void expectOfAll(RecordingClient client, int status) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = requests().stream()
                    .map(request -> threads.submit(() -> client.expect(status, request)))
                    .toList();
            for (var answer : sent) {
                answer.get();
            }
        }
    }
}
