package app.inboundflow.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A walk through everything that the contract documents, at any deployment: each answer is held against the schemas, and the answers
 * against each other. It reads what it finds, and changes nothing unless it is asked to write.
 */
public final class Walk {
    private final Client client;
    private final Optional<Client> stranger;
    private final Set<String> problemPages = new HashSet<>();

    /**
     * A walk with one key.
     *
     * @param stranger a key of another organization, to see that neither sees the other's data
     */
    public Walk(Client client, Optional<Client> stranger) {
        this.client = client;
        this.stranger = stranger;
    }

    /** The steps that read, in an order in which each may build on those before. */
    public List<Step> reading() {
        var steps = new ArrayList<Step>();
        var others = new ArrayList<>(Contract.operations());
        others.removeIf(operation -> !operation.method().equals("GET"));
        for (var list : Contract.lists()) {
            var rows = new Rows(client, list);
            var operations = list.withSingle();
            steps.addAll(new ListCheck(client, list, rows).steps().toList());
            steps.addAll(new SingleCheck(client, list, rows).steps().toList());
            operations.forEach(operation -> steps.addAll(any(operation, rows)));
            stranger.ifPresent(other -> steps.add(Step.of(
                    list,
                    "a key reaches only the data of its organization",
                    () -> requireApart(other, list, rows),
                    list.single().stream().toArray(Operation[]::new))));
            others.removeAll(operations);
        }
        for (var operation : others) {
            steps.addAll(any(operation, new Rows(client, operation)));
            steps.add(Step.of(operation, "it is the same each time", () -> requireAccount(operation)));
        }
        return steps;
    }

    /** The steps that create. */
    public List<Step> writing() {
        return Contract.operations().stream()
                .filter(operation -> operation.method().equals("POST"))
                .flatMap(operation -> new CreateCheck(client, operation).steps())
                .toList();
    }

    private List<Step> any(Operation operation, Rows rows) {
        return new AnyCheck(client, operation, rows, problemPages).steps().toList();
    }

    /** A key that names its scopes may do what they open, and nothing else; a key of another organization names that. */
    private void requireAccount(Operation operation) {
        var request = Request.get(operation.path());
        var first = client.expect(200, request).body("/data");
        var again = client.expect(200, request).body("/data");
        client.requireSame(operation.says(), operation.path() + " once more", first, again);
        var scopes = Contract.texts(first.path("scopes"));
        for (var list : Contract.lists()) {
            var answer = client.send(Request.get(list.path()).query("limit", "1"));
            client.requireSame(
                    "scopes: " + Contract.description(operation.data(), "/scopes"),
                    "The status of " + list.path() + " for a key with the scopes " + scopes,
                    scopes.containsAll(list.scopes()) ? 200 : 403,
                    answer.status());
        }
        stranger.ifPresent(other -> {
            var theirs = other.expect(200, request).body("/data/organization_id");
            var ours = client.expect(200, request).body("/data/organization_id");
            client.require(
                    !ours.equals(theirs),
                    Sentence.ONE_ORGANIZATION,
                    "Two keys that are said to be of two organizations have both ",
                    ours);
        });
    }

    private void requireApart(Client other, Operation list, Rows rows) {
        var theirs = new Rows(other, list).newest().ids();
        var both = rows.newest().ids().stream().filter(theirs::contains).toList();
        client.requireSame(
                Sentence.ONE_ORGANIZATION,
                "What another organization lists in " + list.path() + " too",
                List.of(),
                both);
        var cursor = rows.pages(rows.all(), 1).cursor();
        if (!cursor.isEmpty()) {
            ListCheck.requireNoCursor(other, Request.get(list.path()).query("cursor", cursor));
        }
        list.single().ifPresent(single -> rows.newest().ids().stream().limit(1).forEach(id -> {
            other.expect(404, Request.get(single.path(id)));
        }));
    }
}
