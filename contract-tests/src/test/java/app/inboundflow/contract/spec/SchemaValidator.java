package app.inboundflow.contract.spec;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Schemas;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import java.util.List;

/** Validates JSON against the schemas of a contract, which may be an edited one. */
final class SchemaValidator {
    private final SchemaRegistry registry;

    SchemaValidator(ContractDocument contract) {
        registry = Schemas.registry(contract.root().node());
    }

    /** What is wrong with a value, in words. */
    List<String> validate(Place schema, JsonNode value) {
        return registry.getSchema(SchemaLocation.of(Contract.ADDRESS + "#" + schema.pointer())).validate(value).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }
}
