package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Request;
import app.inboundflow.check.Values;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.LiveServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What import takes is served as it was written, as the contract documents it, and read by the client. */
class ImportTest {
    /** Beside the distinct values of {@link Values}, what is at a bound or unusual and allowed. */
    private static final List<String> UNUSUAL_URIS = List.of(
            "https://h/a%7Cb.mp3", "http://[::1]:8080/x?y=z#w", "https://example.com/" + "x".repeat(2028), "https://h");

    @TempDir
    Path directory;

    private final Map<Operation, List<ObjectNode>> written = new LinkedHashMap<>();

    @Test
    void whatIsImportedIsServedAndRead() throws Exception {
        var server = LiveServer.shared();
        var organization = server.createOrganization("Imports", "Starter Plan");
        var arguments = new ArrayList<>(
                List.of("import", "--organization", organization.id().toString()));
        // Those with fewer properties are referred to by the others.
        var lists = Contract.lists().stream()
                .sorted(Comparator.comparing(ImportTest::references))
                .toList();
        for (var list : lists) {
            arguments.add(write(list).toString());
        }

        server.run(arguments);

        var client = new Client(server.url(), organization.key(), Pace.UNLIMITED, (who, request, answer) -> {});
        written.forEach((list, rows) -> requireServed(client, list, rows));
        try (var reader = InboundFlowClient.builder()
                .apiKey(organization.key())
                .baseUrl(server.url())
                .build()) {
            assertThat(reader.contacts().list().items()).hasSameSizeAs(UNUSUAL_URIS);
            assertThat(reader.leads().list().items()).hasSameSizeAs(UNUSUAL_URIS);
            assertThat(reader.appointments().list().items())
                    .extracting(one -> String.valueOf(one.getCalendarEventLink()))
                    .containsExactlyInAnyOrderElementsOf(UNUSUAL_URIS);
            assertThat(reader.calls().list().items())
                    .extracting(one -> String.valueOf(one.getRecordingUrl()))
                    .containsExactlyInAnyOrderElementsOf(UNUSUAL_URIS);
        }
    }

    private static long references(Operation list) {
        return Contract.resolve(list.item()).get("properties").properties().stream()
                .filter(property -> property.getKey().endsWith("_id"))
                .count();
    }

    private Path write(Operation list) throws Exception {
        var rows = new ArrayList<ObjectNode>();
        for (var i = 0; i < UNUSUAL_URIS.size(); i++) {
            rows.add(row(list, i));
        }
        written.put(list, rows);
        var file = directory.resolve(ContractRows.table(list) + ".ndjson");
        return Files.write(file, rows.stream().map(JsonNode::toString).toList());
    }

    /** Row 1 has every null, row 2 texts of the greatest length; references are to rows of this import. */
    private ObjectNode row(Operation list, int number) {
        var row = Values.distinct(list.detail(), number);
        Contract.resolve(list.detail()).path("properties").properties().forEach(property -> {
            var name = property.getKey();
            var schema = Contract.resolve(property.getValue());
            if ("uri".equals(schema.path("format").asText())) {
                row.put(name, UNUSUAL_URIS.get(number));
            } else if (number == 1 && schema.path("type").toString().contains("null")) {
                row.putNull(name);
            } else if (number == 2
                    && !schema.has("pattern")
                    && !schema.has("format")
                    && schema.path("maxLength").asInt(99_999) <= 10_000) {
                row.put(name, "é".repeat(schema.get("maxLength").asInt()));
            }
            written.forEach((other, rows) -> {
                if (other.isReferredToBy(name) && !row.get(name).isNull()) {
                    row.set(name, rows.get(number).get("id"));
                }
            });
        });
        return row;
    }

    private static void requireServed(Client client, Operation list, List<ObjectNode> rows) {
        for (var row : rows) {
            var id = row.get("id");
            var served = list.single()
                    .map(single -> client.expect(200, Request.get(single.path(id.asText())))
                            .body("/data"))
                    .orElseGet(() -> StreamSupport.stream(
                                    client.expect(200, Request.get(list.path()))
                                            .body("/data")
                                            .spliterator(),
                                    false)
                            .filter(item -> item.get("id").equals(id))
                            .findFirst()
                            .orElseThrow());
            row.properties().forEach(property -> assertThat(served.get(property.getKey()))
                    .as(property.getKey() + " of " + list.path())
                    .isEqualTo(property.getValue()));
        }
    }
}
