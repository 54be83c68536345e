package app.inboundflow.contract.spec;

import static app.inboundflow.contract.spec.BreakingChange.Broken.CALLERS;
import static app.inboundflow.contract.spec.BreakingChange.Broken.READERS;
import static app.inboundflow.contract.spec.BreakingChange.Broken.SENDERS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares two contracts, operation by operation, by what those who use the first may rely on.
 */
final class ContractComparison {
    private static final Set<String> SERIALIZATION = Set.of("style", "explode", "allowReserved", "allowEmptyValue");

    private final ContractDocument released;
    private final ContractDocument current;
    private final BreakingChanges breaks = new BreakingChanges();

    private ContractComparison(ContractDocument released, ContractDocument current) {
        this.released = released;
        this.current = current;
    }

    static List<BreakingChange> between(ContractDocument released, ContractDocument current) {
        var comparison = new ContractComparison(released, current);
        comparison.compareServers();
        released.operations().forEach(comparison::compareOperation);
        return comparison.breaks.list();
    }

    private void compareServers() {
        var urls = current.at("/servers")
                .children()
                .map(server -> server.text("url"))
                .toList();
        released.at("/servers")
                .children()
                .filter(server -> !urls.contains(server.text("url")))
                .forEach(server -> breaks.add(
                        CALLERS, server, "(" + server.text("url") + ") was removed", "every operation", "servers"));
    }

    private void compareOperation(DocumentedOperation before) {
        var match = current.operations().stream()
                .filter(candidate -> candidate.line().equals(before.line()))
                .findFirst();
        if (match.isEmpty()) {
            breaks.add(CALLERS, before.place(), "was removed", before.id(), before.line());
            return;
        }
        var now = match.get();
        if (!now.id().equals(before.id())) {
            var what = "was renamed to " + now.id() + ", and with it the methods of generated clients";
            breaks.add(CALLERS, now.place().child("operationId"), what, before.id(), before.line());
        }
        if (!SecurityComparison.admitsTheSameCallers(before, now)) {
            var what = "refuses keys that were enough";
            breaks.add(CALLERS, now.place().child("security"), what, before.id(), "security");
        }
        compareParameters(before, now);
        compareBodies(before, now);
        compareResponses(before, now);
    }

    private void compareParameters(DocumentedOperation before, DocumentedOperation now) {
        var after = parameters(now);
        parameters(before).forEach((name, parameter) -> {
            var match = after.remove(name);
            if (match == null) {
                breaks.add(SENDERS, parameter, "(" + name + ") was removed", before.id(), name);
                return;
            }
            required(parameter, match, before.id(), name);
            for (var keyword : SERIALIZATION) {
                if (!parameter.child(keyword).node().equals(match.child(keyword).node())) {
                    breaks.add(SENDERS, match.child(keyword), "changed", before.id(), name);
                }
            }
            sent(before.id(), name).compare(parameter.child("schema"), match.child("schema"));
        });
        after.forEach((name, added) -> required(null, added, before.id(), name));
    }

    private void compareBodies(DocumentedOperation before, DocumentedOperation now) {
        var body = released.resolve(before.place().child("requestBody"));
        var match = current.resolve(now.place().child("requestBody"));
        required(body, match, before.id(), "request body");
        contents(body, match, sent(before.id(), "request body"));
    }

    private void compareResponses(DocumentedOperation before, DocumentedOperation now) {
        var after = byName(now.place().child("responses"));
        byName(before.place().child("responses")).forEach((status, reference) -> {
            var where = "response " + status;
            if (!after.containsKey(status)) {
                breaks.add(READERS, reference, "was removed", before.id(), where);
                return;
            }
            var response = released.resolve(reference);
            var match = current.resolve(after.remove(status));
            contents(response, match, received(before.id(), where));
            compareHeaders(response, match, before.id(), where);
        });
        after.values().stream()
                .filter(added -> added.name().startsWith("2"))
                .forEach(added -> breaks.add(
                        READERS, added, "is a success nobody expects", before.id(), "response " + added.name()));
    }

    private void compareHeaders(Place response, Place match, String operation, String where) {
        var after = byName(match.child("headers"));
        byName(response.child("headers")).forEach((name, reference) -> {
            var spot = where + " header " + name;
            if (!after.containsKey(name)) {
                breaks.add(READERS, reference, "was removed", operation, spot);
                return;
            }
            var header = released.resolve(reference);
            var now = current.resolve(after.get(name));
            if (header.node().path("required").asBoolean()
                    && !now.node().path("required").asBoolean()) {
                breaks.add(READERS, now.child("required"), "became optional", operation, spot);
            }
            received(operation, spot).compare(header.child("schema"), now.child("schema"));
        });
    }

    private void contents(Place before, Place now, SchemaComparison schemas) {
        var after = byName(now.child("content"));
        byName(before.child("content")).forEach((type, content) -> {
            if (after.containsKey(type)) {
                schemas.compare(content.child("schema"), after.get(type).child("schema"));
            } else {
                schemas.report(content, "was removed");
            }
        });
    }

    private void required(Place before, Place now, String operation, String where) {
        var was = before != null && before.node().path("required").asBoolean();
        if (!was && now.node().path("required").asBoolean()) {
            breaks.add(SENDERS, now.child("required"), "became true", operation, where);
        }
    }

    private SchemaComparison sent(String operation, String where) {
        return new SchemaComparison(released, current, breaks, SENDERS, operation, where);
    }

    private SchemaComparison received(String operation, String where) {
        return new SchemaComparison(released, current, breaks, READERS, operation, where);
    }

    private static Map<String, Place> parameters(DocumentedOperation operation) {
        var parameters = new LinkedHashMap<String, Place>();
        operation
                .parameters()
                .forEach(parameter ->
                        parameters.put(parameter.text("in") + " parameter " + parameter.text("name"), parameter));
        return parameters;
    }

    private static Map<String, Place> byName(Place place) {
        var children = new LinkedHashMap<String, Place>();
        place.children().forEach(child -> children.put(child.name(), child));
        return children;
    }
}
