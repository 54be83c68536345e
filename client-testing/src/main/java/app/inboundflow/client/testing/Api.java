package app.inboundflow.client.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers requests as the API documents. */
final class Api {
    static final String KEY = "sk_live_fake00000000000000000000000000000000000";

    private static final int LARGEST_BODY = 64 * 1024;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Store store;
    private final Lists lists;
    private final Contacts contacts;
    private final Minute failures = new Minute(30, MINUTE);
    private final List<String> requests = new ArrayList<>();
    private final Deque<Object> faults = new ArrayDeque<>();
    private volatile Minute minute = new Minute(1_000_000, MINUTE);

    Api(Store store) {
        this.store = store;
        this.lists = new Lists(store);
        this.contacts = new Contacts(store);
    }

    /** A request as it came; header names in lower case. */
    record Request(String method, String path, @Nullable String query, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** A reply, and how it fails on its way; null for not at all. */
    record Outcome(Reply reply, @Nullable Fault fault) {}

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    void limit(int perWindow, Duration window) {
        if (perWindow < 1 || window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A limit is at least one request in a second");
        }
        minute = new Minute(perWindow, window);
    }

    synchronized void failNext(int status) {
        faults.add(onDemand(status));
    }

    synchronized void failNext(Fault fault) {
        faults.add(fault);
    }

    private static Refusal onDemand(int status) {
        var headers =
                switch (status) {
                    case 401 -> Map.of("WWW-Authenticate", "Bearer");
                    case 405 -> Map.of("Allow", "GET, HEAD");
                    case 429, 503 -> Map.of("Retry-After", "1");
                    default -> Map.<String, String>of();
                };
        return Refusal.of(status, "The test asked for this failure.", headers);
    }

    Outcome answer(Request request) {
        var replies = new Replies(store);
        synchronized (this) {
            requests.add(request.method + " " + request.path + (request.query == null ? "" : "?" + request.query));
        }
        if (request.path.startsWith("/problems/")) {
            return new Outcome(replies.page(request.path.substring("/problems/".length())), null);
        }
        if (!request.header("authorization").equals("Bearer " + KEY)) {
            return new Outcome(limited(replies.refusal(unauthorized()), failures.take()), null);
        }
        var left = minute.take();
        Fault fault = null;
        Reply reply;
        try {
            if (!left.allowed()) {
                throw Refusal.of(
                        429,
                        "This key can make " + left.limit() + " requests a minute. Try again in " + left.seconds()
                                + " seconds.",
                        Map.of("Retry-After", Long.toString(left.seconds())));
            }
            var next = nextFault();
            if (next instanceof Refusal refusal) {
                throw refusal;
            }
            fault = (Fault) next;
            // What is not carried out needs no reply, but has one so that this is no special case.
            reply = fault == Fault.DISCONNECT || fault == Fault.STALL
                    ? replies.refusal(onDemand(503))
                    : route(request, replies);
        } catch (Refusal refusal) {
            reply = replies.refusal(refusal);
        }
        return new Outcome(limited(reply, left), fault);
    }

    private synchronized @Nullable Object nextFault() {
        return faults.poll();
    }

    private static Refusal unauthorized() {
        return Refusal.of(
                401, "Send a valid API key as Authorization: Bearer sk_live_….", Map.of("WWW-Authenticate", "Bearer"));
    }

    private static Reply limited(Reply reply, Minute.Left left) {
        return reply.with("X-RateLimit-Limit", Integer.toString(left.limit()))
                .with("X-RateLimit-Remaining", Integer.toString(left.remaining()))
                .with("X-RateLimit-Reset", Long.toString(left.reset()));
    }

    private Reply route(Request request, Replies replies) {
        var segments = request.path.startsWith("/v1/")
                ? request.path.substring("/v1/".length()).split("/", -1)
                : new String[0];
        var kind = Stream.of(Kind.values())
                .filter(candidate -> segments.length > 0 && candidate.path.equals(segments[0]))
                .findFirst();
        if (segments.length == 1 && segments[0].equals("me")) {
            require(request, "", "GET", "HEAD");
            new Query(request.query, List.of());
            return replies.success(200, data(store.account()));
        }
        if (segments.length == 1 && kind.isPresent()) {
            return list(kind.get(), request, replies);
        }
        if (segments.length == 2
                && kind.filter(k -> k == Kind.CALLS || k == Kind.CONTACTS).isPresent()) {
            return single(kind.get(), segments[1], request, replies);
        }
        throw Refusal.of(404, "There is nothing at " + request.path + ".");
    }

    private Reply list(Kind kind, Request request, Replies replies) {
        var creates = kind == Kind.CONTACTS;
        if (creates && request.method.equals("POST")) {
            require(request, "contacts:write", "GET", "HEAD", "POST");
            new Query(request.query, List.of());
            requireJson(request);
            return contacts.create(request.body, request.headers.get("idempotency-key"), replies);
        }
        require(
                request,
                kind.path + ":read",
                creates ? new String[] {"GET", "HEAD", "POST"} : new String[] {"GET", "HEAD"});
        return replies.success(200, lists.page(kind, request.query));
    }

    private Reply single(Kind kind, String id, Request request, Replies replies) {
        require(request, kind.path + ":read", "GET", "HEAD");
        new Query(request.query, List.of());
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw Refusal.field(kind.singular + "_id", "path", "invalid_format", "must be a UUID");
        }
        return store.find(kind, UUID.fromString(id))
                .map(row -> replies.success(200, data(row.json())))
                .orElseThrow(() -> Refusal.of(404, "There is no such " + kind.singular + "."));
    }

    private static ObjectNode data(ObjectNode data) {
        var body = Json.MAPPER.createObjectNode();
        body.set("data", data);
        return body;
    }

    private void require(Request request, String scope, String... methods) {
        if (!List.of(methods).contains(request.method)) {
            var allowed = String.join(", ", methods);
            throw Refusal.of(
                    405,
                    request.method + " is not possible here; these are: " + allowed + ".",
                    Map.of("Allow", allowed));
        }
        var accept = Optional.of(request.header("accept")).filter(header -> !header.isBlank());
        if (accept.isPresent()
                && Stream.of(accept.get().split(",")).noneMatch(range -> range.strip()
                        .matches("(?i)(\\*/\\*|application/\\*|application/json)\\s*(;(?!\\s*q=0(\\.0*)?$).*)?"))) {
            throw Refusal.of(406, "This path answers with application/json.");
        }
        var has = scope.isEmpty();
        for (var each : store.account().get("scopes")) {
            has |= each.asText().equals(scope);
        }
        if (!has) {
            throw Refusal.of(403, "This operation needs the scope " + scope + ".");
        }
    }

    private static void requireJson(Request request) {
        if (!request.header("content-type").matches("(?i)application/json\\s*(;\\s*charset=\"?utf-8\"?)?\\s*")
                || !request.header("content-encoding").isEmpty()) {
            throw Refusal.of(415, "Send the body as Content-Type: application/json.");
        }
        if (request.body.length > LARGEST_BODY) {
            throw Refusal.of(413, "A request body is at most " + LARGEST_BODY + " bytes.");
        }
    }
}
