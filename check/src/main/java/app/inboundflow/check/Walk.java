package app.inboundflow.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A walk through everything that the contract documents, at any deployment: each answer is held against the schemas, and the answers
 * against each other. It reads what it finds, and changes nothing unless it is asked to write.
 */
public final class Walk {
    private final Client client;
    private final Optional<Client> stranger;

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
        var pages = new HashSet<String>();
        for (var list : Contract.lists()) {
            var rows = new ListCheck(client, list);
            steps.addAll(rows.steps().toList());
            steps.addAll(new SingleCheck(client, list, rows).steps().toList());
            Stream.concat(Stream.of(list), list.single().stream())
                    .forEach(operation -> steps.addAll(
                            new AnyCheck(client, operation, rows, pages).steps().toList()));
            stranger.ifPresent(other -> steps.add(new Step(
                    Stream.concat(Stream.of(list), list.single().stream())
                            .map(Operation::id)
                            .toList(),
                    list.id() + ": a key reaches only the data of its organization",
                    () -> requireApart(other, list, rows))));
        }
        Contract.operations().stream()
                .filter(operation -> operation.method().equals("GET") && isAlone(operation))
                .forEach(operation -> steps.addAll(alone(operation, pages)));
        return List.copyOf(steps);
    }

    /** The steps that create. */
    public List<Step> writing() {
        return Contract.operations().stream()
                .filter(operation -> operation.method().equals("POST"))
                .flatMap(operation -> new CreateCheck(client, operation).steps())
                .toList();
    }

    private static boolean isAlone(Operation operation) {
        return !operation.isList()
                && Contract.lists().stream().noneMatch(list -> list.single().equals(Optional.of(operation)));
    }

    private List<Step> alone(Operation operation, HashSet<String> pages) {
        var steps = new ArrayList<>(new AnyCheck(client, operation, new ListCheck(client, operation), pages)
                .steps()
                .toList());
        steps.add(Step.of(operation, "it is the same each time", () -> {
            var first = client.expect(200, Request.get(operation.path())).body("/data");
            var again = client.expect(200, Request.get(operation.path())).body("/data");
            client.require(
                    first.equals(again),
                    operation.definition().path("description").asText().strip(),
                    "It was " + first + " and then " + again);
            requireScopes(operation, Contract.texts(first.path("scopes")));
        }));
        return steps;
    }

    /** A key that names its scopes may do what they open, and nothing else. */
    private void requireScopes(Operation operation, List<String> scopes) {
        for (var list : Contract.lists()) {
            var answer = client.send(Request.get(list.path()).query("limit", "1"));
            client.require(
                    answer.status() == (scopes.containsAll(list.scopes()) ? 200 : 403),
                    "scopes: " + Contract.description(operation.data(), "/scopes"),
                    "The key has the scopes " + scopes + ", but " + list.path() + " answers " + answer.status());
        }
        stranger.ifPresent(other -> {
            var theirs = other.expect(200, Request.get(operation.path())).body("/data/organization_id");
            var ours = client.expect(200, Request.get(operation.path())).body("/data/organization_id");
            client.require(
                    !ours.equals(theirs),
                    Sentence.ONE_ORGANIZATION,
                    "Two keys that are said to be of two organizations have both " + ours);
        });
    }

    private void requireApart(Client other, Operation list, ListCheck rows) {
        var theirs = new Rows(other, list).first(100).ids();
        var both = rows.newest().ids().stream().filter(theirs::contains).toList();
        client.require(
                both.isEmpty(),
                Sentence.ONE_ORGANIZATION,
                "Another organization lists " + both + " in " + list.path() + " too");
        list.single().ifPresent(single -> rows.newest().ids().stream().limit(1).forEach(id -> {
            other.expect(404, Request.get(single.path(id)));
        }));
    }
}
