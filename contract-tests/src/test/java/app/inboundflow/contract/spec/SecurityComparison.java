package app.inboundflow.contract.spec;

import java.util.List;
import java.util.Set;

/** Compares who may call an operation. */
final class SecurityComparison {
    private SecurityComparison() {}

    /** Whether every way that was enough to be let in is still enough. */
    static boolean admitsTheSameCallers(DocumentedOperation before, DocumentedOperation now) {
        return alternatives(before).stream().allMatch(credentials -> alternatives(now).stream()
                .anyMatch(demand -> isMetBy(demand, now, credentials, before)));
    }

    private static boolean isMetBy(
            Place demand, DocumentedOperation now, Place credentials, DocumentedOperation before) {
        return demand.names().stream()
                .allMatch(scheme -> credentials.has(scheme)
                        && Set.copyOf(credentials.texts(scheme)).containsAll(demand.texts(scheme))
                        && isTheSame(scheme, now, before));
    }

    /** How the credentials are sent; the rest of a scheme's definition is for people. */
    private static boolean isTheSame(String scheme, DocumentedOperation now, DocumentedOperation before) {
        return List.of("type", "scheme", "in", "name").stream().allMatch(keyword -> definition(now.contract(), scheme)
                .text(keyword)
                .equals(definition(before.contract(), scheme).text(keyword)));
    }

    private static Place definition(ContractDocument contract, String scheme) {
        return contract.at("/components/securitySchemes").child(scheme);
    }

    /** Its own, or else those of the whole contract. With none, requests without a key are allowed too. */
    private static List<Place> alternatives(DocumentedOperation operation) {
        var own = operation.place().child("security");
        var effective = own.exists() ? own : operation.contract().at("/security");
        return effective.node().isEmpty()
                ? List.of(ContractDocument.parse("{}").root())
                : effective.children().toList();
    }
}
