package app.inboundflow.contract.spec;

import app.inboundflow.contract.spec.BreakingChange.Broken;
import java.util.List;
import java.util.Optional;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedOperation;

/** What the library openapi-diff calls incompatible; it says which part of which operation, not what became of it. */
final class OpenApiDiff {
    private static final String WHAT =
            "is incompatible according to openapi-diff; compare it with the released contract";

    /** It takes these for breaks in either direction; our own comparison knows senders from readers. */
    private static final List<String> TAKEN_FOR_BREAKS = List.of(
            "incompatible.schema.pattern.changed",
            "incompatible.schema.min-properties.changed",
            "incompatible.schema.max-properties.changed",
            "incompatible.response.min.length.increased",
            "incompatible.response.header.required.increased");

    private OpenApiDiff() {}

    static List<BreakingChange> between(ContractDocument released, ContractDocument current) {
        var options = OpenApiDiffOptions.builder();
        TAKEN_FOR_BREAKS.forEach(key -> options.configProperty(key, "false"));
        var difference = OpenApiCompare.fromContents(released.text(), current.text(), List.of(), options.build());
        var breaks = new BreakingChanges();
        difference
                .getMissingEndpoints()
                .forEach(endpoint -> breaks.add(
                        Broken.CALLERS,
                        "/paths",
                        "has no longer " + endpoint,
                        endpoint.getOperation().getOperationId(),
                        endpoint.toString()));
        difference.getChangedOperations().stream()
                .filter(Changed::isIncompatible)
                .forEach(operation -> add(breaks, operation));
        return breaks.list();
    }

    private static void add(BreakingChanges breaks, ChangedOperation operation) {
        var part = Optional.<Changed>ofNullable(operation.getApiResponses()).filter(Changed::isIncompatible);
        var id = operation.getOldOperation().getOperationId();
        var place = "/paths " + operation.getHttpMethod() + " " + operation.getPathUrl();
        breaks.add(
                part.isPresent() ? Broken.READERS : Broken.SENDERS,
                place,
                WHAT,
                id,
                part.isPresent() ? "responses" : "request");
    }
}
