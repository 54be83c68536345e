package app.inboundflow.contract.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Pace;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.LiveServer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What import takes is served as it was written, as the contract documents it, and read by the client. */
class ImportTest {
    /** What is at a bound or unusual and allowed. */
    private static final List<String> UNUSUAL_URIS = List.of(
            "https://h/a%7Cb.mp3", "http://[::1]:8080/x?y=z#w", "https://example.com/" + "x".repeat(2028), "https://h");

    @TempDir
    Path directory;

    private final Map<Operation, List<ObjectNode>> written = new LinkedHashMap<>();

    @Test
    void whatIsImportedIsServedAndRead() throws Exception {
        var rows = new ContractRows((list, row) ->
                written.computeIfAbsent(list, none -> new ArrayList<>()).add(row));
        for (var list : Contract.lists()) {
            UNUSUAL_URIS.forEach(uri -> rows.store(list.id(), unusual(list, uri)));
            rows.store(list.id(), ContractRows.showcase(list).getLast());
        }
        var server = LiveServer.shared();
        var organization = server.createOrganization("Imports", "Starter Plan");
        var arguments = new ArrayList<>(
                List.of("import", "--organization", organization.id().toString()));
        // Each list comes after those that its rows refer to.
        for (var list : written.keySet()) {
            var file = directory.resolve(list.path().replaceFirst(".*/", "") + ".ndjson");
            arguments.add(Files.write(
                            file,
                            written.get(list).stream().map(ObjectNode::toString).toList())
                    .toString());
        }

        server.run(arguments);

        var client = new Client(server.url(), organization.key(), Pace.UNLIMITED);
        written.forEach((list, all) ->
                all.forEach(row -> RoundTrip.requireServed(client, list.single().orElse(list), row)));
        try (var reader = InboundFlowClient.builder()
                .apiKey(organization.key())
                .baseUrl(server.url())
                .build()) {
            assertThat(reader.contacts().list().items()).hasSizeGreaterThan(UNUSUAL_URIS.size());
            assertThat(reader.leads().list().items()).hasSizeGreaterThan(UNUSUAL_URIS.size());
            assertThat(reader.appointments().list().items())
                    .extracting(one -> String.valueOf(one.getCalendarEventLink()))
                    .containsAll(UNUSUAL_URIS);
            assertThat(reader.calls().list().items())
                    .extracting(one -> String.valueOf(one.getRecordingUrl()))
                    .containsAll(UNUSUAL_URIS);
        }
    }

    /** A row of that address and with texts of the greatest length. */
    private static Map<String, String> unusual(Operation list, String uri) {
        var values = new HashMap<String, String>();
        list.properties().properties().forEach(property -> {
            var schema = Contract.resolve(property.getValue());
            var most = schema.path("maxLength").asInt();
            if ("uri".equals(schema.path("format").asText())) {
                values.put(property.getKey(), uri);
            } else if (!schema.has("pattern")
                    && !schema.has("format")
                    && !schema.has("enum")
                    && most > 0
                    && most <= 10_000) {
                values.put(property.getKey(), "é".repeat(most));
            }
        });
        return values;
    }
}
