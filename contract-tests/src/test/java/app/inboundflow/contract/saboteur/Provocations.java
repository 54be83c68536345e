package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Request;
import app.inboundflow.contract.live.Organization;
import app.inboundflow.contract.saboteur.Document.Documented;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** For each operation and each of its statuses that a client can have, the request that has it. */
final class Provocations {
    /** Statuses that need a broken database. The conformance walk has them, and all errors have one schema. */
    static final List<Integer> OF_BROKEN_SERVERS = List.of(500, 503);

    private final Organization organization;
    private final String key;
    private final String exhaustedKey;
    private final Map<String, UUID> rows;
    private final Request used;

    /**
     * Provocations at an organization.
     *
     * @param exhaustedKey a key whose limit is reached
     * @param rows for each path with a variable, the row to read
     * @param used a request that was made with an Idempotency-Key
     */
    Provocations(Organization organization, String exhaustedKey, Map<String, UUID> rows, Request used) {
        this.organization = organization;
        this.key = organization.key();
        this.exhaustedKey = exhaustedKey;
        this.rows = rows;
        this.used = used;
    }

    Stream<Provocation> all() {
        return Document.operations().stream().flatMap(operation -> operation.statuses().stream()
                .filter(status -> !OF_BROKEN_SERVERS.contains(status))
                .map(status -> of(operation, status)));
    }

    private Provocation of(Documented operation, int status) {
        var valid = operation.method().equals("POST") ? create() : Request.get(path(operation));
        return switch (status) {
            case 200, 201 -> new Provocation(operation, status, key, valid);
            case 400 -> new Provocation(operation, status, key, withQuery(valid, "colour=red"));
            case 401 -> new Provocation(operation, status, "", valid);
            case 403 -> new Provocation(operation, status, organization.key(List.of(), Organization.UNLIMITED), valid);
            case 404 ->
                new Provocation(
                        operation,
                        status,
                        key,
                        Request.get(operation
                                .path()
                                .replaceFirst("\\{.*}", UUID.randomUUID().toString())));
            // A method that changes nothing wherever it is known.
            case 405 -> new Provocation(operation, status, key, Request.of("PROPFIND", valid.path()));
            case 406 -> new Provocation(operation, status, key, valid.with("Accept", "text/html"));
            case 409 -> new Provocation(operation, status, key, used.without("Idempotency-Key"));
            case 413 ->
                new Provocation(
                        operation,
                        status,
                        key,
                        Request.post(valid.path(), "{\"phone\": \"+14155551234\"" + " ".repeat(65_536) + "}"));
            case 414 -> new Provocation(operation, status, key, withQuery(valid, "x=" + "1".repeat(4096)));
            case 415 -> new Provocation(operation, status, key, valid.with("Content-Type", "text/plain"));
            case 422 ->
                new Provocation(
                        operation,
                        status,
                        key,
                        create().with("Idempotency-Key", used.headers().get("Idempotency-Key")));
            case 431 -> new Provocation(operation, status, key, valid.with("X-Large", "x".repeat(8192)));
            case 429 -> new Provocation(operation, status, exhaustedKey, valid);
            default ->
                throw new IllegalStateException(
                        operation.id() + " has a new status, " + status + ": write here the request that provokes it.");
        };
    }

    /** Lists are read with two items to a page, so that there is a first item, a last item and a next page. */
    private String path(Documented operation) {
        var isList = operation.parameters().contains("limit");
        return rows.containsKey(operation.path())
                ? operation
                        .path()
                        .replaceFirst("\\{.*}", rows.get(operation.path()).toString())
                : operation.path() + (isList ? "?limit=2" : "");
    }

    private static Request withQuery(Request request, String more) {
        return request.at(request.path() + (request.path().contains("?") ? "&" : "?") + more);
    }

    /** Makes a contact whose phone number nobody has: there is no country 999. */
    static Request create() {
        return Request.post(
                "/v1/contacts", """
                {"phone": "+999%s", "name": "John Doe", "email": "john@example.com", "company": "Doe Industries",
                 "notes": "Referred by Maria Garcia"}
                """.formatted(ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L)));
    }
}
