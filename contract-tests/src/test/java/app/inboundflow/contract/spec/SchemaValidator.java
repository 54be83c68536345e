package app.inboundflow.contract.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;

/** Validates JSON against the schemas of a contract, as JSON Schema 2020-12 with formats that count. */
final class SchemaValidator {
    private static final String ADDRESS = "https://inboundflow.app/openapi.yaml";

    private final SchemaRegistry registry;

    SchemaValidator(ContractDocument contract) {
        var schemas = Map.of(ADDRESS, contract.root().node().toString());
        var formatsCount =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(schemas).schemaRegistryConfig(formatsCount));
    }

    /** What is wrong with a value, in words. */
    List<String> validate(Place schema, JsonNode value) {
        return registry.getSchema(SchemaLocation.of(ADDRESS + "#" + schema.pointer())).validate(value).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }
}
