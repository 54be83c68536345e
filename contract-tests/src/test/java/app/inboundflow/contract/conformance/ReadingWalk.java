package app.inboundflow.contract.conformance;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Every GET of the contract in every documented way: pages, filters, single results, HEAD, and the errors that any client can
 * provoke. It finds the rows that it reads by itself, so it can walk any deployment.
 */
final class ReadingWalk {
    private static final int PAGES = 3;

    private final RecordingClient client;

    ReadingWalk(RecordingClient client) {
        this.client = client;
    }

    /** The walk, a step for each operation and kind of request. */
    Stream<DynamicTest> steps() {
        return Contract.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .flatMap(operation -> isList(operation) ? listSteps(operation) : singleSteps(operation));
    }

    private static boolean isList(Operation operation) {
        return operation.parameters("query").stream()
                .anyMatch(parameter -> parameter.get("name").asText().equals("cursor"));
    }

    private Stream<DynamicTest> listSteps(Operation list) {
        return Stream.concat(
                Stream.of(
                        dynamicTest(list.id() + " pages", () -> page(list.path())),
                        dynamicTest(list.id() + " filters", () -> filter(list)),
                        dynamicTest(list.id() + " refuses bad parameters", () -> refuseBadParameters(list.path()))),
                refusals(list.id(), list.path()));
    }

    private void page(String path) throws IOException {
        client.expect(200, Request.get(path));
        var page = client.expect(200, Request.get(path + "?limit=1")).json();
        for (var i = 1; i < PAGES && page.get("has_more").asBoolean(); i++) {
            page = client.expect(
                            200,
                            Request.get(path + "?limit=1&cursor="
                                    + page.get("next_cursor").asText()))
                    .json();
        }
        client.expect(200, Request.of("HEAD", path));
    }

    private void filter(Operation list) throws IOException {
        var some = client.expect(200, Request.get(list.path() + "?limit=10"))
                .json()
                .get("data");
        for (var parameter : list.parameters("query")) {
            var name = parameter.get("name").asText();
            for (var value : values(name, Contract.resolve(parameter.get("schema")), some)) {
                client.expect(200, Request.get(list.path() + "?" + name + "=" + encode(value) + "&limit=2"));
            }
        }
    }

    private static List<String> values(String name, JsonNode schema, JsonNode some) {
        if (schema.has("enum")) {
            return Stream.iterate(0, i -> i < schema.get("enum").size(), i -> i + 1)
                    .map(i -> schema.get("enum").get(i).asText())
                    .toList();
        }
        return switch (name) {
            case "since" -> List.of("2026-02-24T20:59:00Z", "2026-02-24T20:59:00.123456+05:30");
            case "phone" ->
                some.findValuesAsText(some.findValue("phone") == null ? "caller_phone" : "phone").stream()
                        .filter(phone -> phone.startsWith("+"))
                        .limit(1)
                        .toList();
            default -> List.of();
        };
    }

    private void refuseBadParameters(String path) {
        for (var query : List.of(
                "limit=0",
                "limit=101",
                "limit=ten",
                "limit=1&limit=2",
                "since=2026-02-24",
                "colour=red",
                "cursor=abc",
                "cursor=")) {
            client.expect(400, Request.get(path + "?" + query));
        }
    }

    private Stream<DynamicTest> singleSteps(Operation single) {
        if (!single.path().contains("{")) {
            return Stream.concat(
                    Stream.of(dynamicTest(single.id() + " answers", () -> {
                        client.expect(200, Request.get(single.path()));
                        client.expect(200, Request.of("HEAD", single.path()));
                        client.expect(400, Request.get(single.path() + "?colour=red"));
                    })),
                    refusals(single.id(), single.path()));
        }
        var list = single.path().replaceFirst("/\\{.*", "");
        return Stream.concat(
                Stream.of(dynamicTest(single.id() + " answers", () -> {
                    for (var id : RecordingClient.ids(client.expect(200, Request.get(list + "?limit=10")))) {
                        client.expect(200, Request.get(list + "/" + id));
                    }
                    client.expect(404, Request.get(list + "/" + UUID.randomUUID()));
                    client.expect(404, Request.of("HEAD", list + "/" + UUID.randomUUID()));
                    client.expect(400, Request.get(list + "/7"));
                    client.expect(400, Request.get(list + "/" + UUID.randomUUID() + "?colour=red"));
                })),
                refusals(single.id(), list + "/" + UUID.randomUUID()));
    }

    private Stream<DynamicTest> refusals(String id, String path) {
        return Stream.of(
                dynamicTest(id + " refuses whoever has no key", () -> {
                    client.withKey("").expect(401, Request.get(path));
                    client.withKey("sk_live_nonsense").expect(401, Request.get(path));
                }),
                dynamicTest(
                        id + " cannot answer in HTML",
                        () -> client.expect(406, Request.get(path).with("Accept", "text/html"))),
                // A method that changes nothing wherever it is known.
                dynamicTest(id + " refuses other methods", () -> client.expect(405, Request.of("PROPFIND", path))));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
