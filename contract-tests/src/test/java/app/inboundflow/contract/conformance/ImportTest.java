package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Request;
import app.inboundflow.check.Values;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What import takes is served as it was written, as the contract documents it, and read by the client. */
class ImportTest {
    /** Beside the distinct values of {@link Values}, what is at a bound or unusual and allowed. */
    private static final List<String> UNUSUAL_URIS = List.of(
            "https://h/a%7Cb.mp3", "http://[::1]:8080/x?y=z#w", "https://example.com/" + "x".repeat(2028), "https://h");

    @TempDir
    Path directory;

    private final Map<String, List<ObjectNode>> written = new LinkedHashMap<>();

    @Test
    void whatIsImportedIsServedAndRead() throws Exception {
        var server = LiveServer.shared();
        var organization = server.createOrganization("Imports", "Starter Plan");
        var client = new Client(server.url(), organization.key(), Pace.UNLIMITED, (who, request, answer) -> {});
        var arguments = new ArrayList<>(
                List.of("import", "--organization", organization.id().toString()));
        for (var list : RoundTrip.inOrder()) {
            arguments.add(write(list).toString());
        }

        server.run(arguments);

        for (var list : Contract.lists()) {
            requireServed(client, list);
        }
        requireRead(server, organization);
    }

    private Path write(Operation list) throws Exception {
        var rows = new ArrayList<ObjectNode>();
        for (var i = 0; i < UNUSUAL_URIS.size(); i++) {
            rows.add(row(list, i));
        }
        written.put(list.id(), rows);
        var file = directory.resolve(RoundTrip.table(list) + ".ndjson");
        return Files.write(file, rows.stream().map(JsonNode::toString).toList());
    }

    private ObjectNode row(Operation list, int number) {
        var detail = list.single().map(Operation::data).orElse(list.item());
        var row = Values.distinct(detail, number);
        Contract.resolve(detail).path("properties").properties().forEach(property -> {
            var schema = Contract.resolve(property.getValue());
            if ("uri".equals(schema.path("format").asText())) {
                row.put(property.getKey(), UNUSUAL_URIS.get(number));
            } else if (number == 1 && schema.path("type").toString().contains("null")) {
                row.putNull(property.getKey());
            } else if (number == 2
                    && schema.path("pattern").isMissingNode()
                    && schema.path("format").isMissingNode()
                    && schema.has("maxLength")
                    && schema.path("maxLength").asInt() <= 10_000) {
                row.put(property.getKey(), "é".repeat(schema.path("maxLength").asInt()));
            } else if (property.getKey().endsWith("_id")) {
                refer(row, property.getKey(), number);
            }
        });
        return row;
    }

    /** To a contact or a call of this import, if that is what a property refers to. */
    private void refer(ObjectNode row, String property, int number) {
        written.forEach((list, rows) -> {
            if (property.startsWith(
                    list.replaceFirst("^list", "").replaceFirst("s$", "").toLowerCase(Locale.ROOT) + "_")) {
                row.set(property, rows.get(number).get("id"));
            }
        });
    }

    private void requireServed(Client client, Operation list) {
        for (var row : written.get(list.id())) {
            var id = row.get("id").asText();
            var path = list.single().map(single -> single.path(id));
            var served = path.isPresent()
                    ? client.expect(200, Request.get(path.get())).body("/data")
                    : found(client.expect(200, Request.get(list.path())).body("/data"), id);
            row.properties().forEach(property -> assertThat(served.get(property.getKey()))
                    .as(property.getKey() + " of " + list.path())
                    .isEqualTo(property.getValue()));
        }
    }

    private static JsonNode found(JsonNode rows, String id) {
        for (var row : rows) {
            if (row.get("id").asText().equals(id)) {
                return row;
            }
        }
        throw new AssertionError(id + " is not in the list");
    }

    private void requireRead(LiveServer server, Organization organization) {
        try (var client = InboundFlowClient.builder()
                .apiKey(organization.key())
                .baseUrl(server.url())
                .build()) {
            assertThat(client.contacts().list().items()).hasSameSizeAs(UNUSUAL_URIS);
            assertThat(client.leads().list().items()).hasSameSizeAs(UNUSUAL_URIS);
            assertThat(client.appointments().list().items())
                    .extracting(one -> String.valueOf(one.getCalendarEventLink()))
                    .containsExactlyInAnyOrderElementsOf(UNUSUAL_URIS);
            assertThat(client.calls().list().items())
                    .extracting(one -> String.valueOf(one.getRecordingUrl()))
                    .containsExactlyInAnyOrderElementsOf(UNUSUAL_URIS);
        }
    }
}
