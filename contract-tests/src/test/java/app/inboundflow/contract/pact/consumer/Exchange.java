package app.inboundflow.contract.pact.consumer;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.contract.pact.Shape;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.generators.Category;
import au.com.dius.pact.core.model.generators.Generators;
import au.com.dius.pact.core.model.generators.ProviderStateGenerator;
import au.com.dius.pact.core.model.matchingrules.EqualsMatcher;
import au.com.dius.pact.core.model.matchingrules.MatchingRule;
import au.com.dius.pact.core.model.matchingrules.MatchingRulesImpl;
import au.com.dius.pact.core.model.matchingrules.MinTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.RuleLogic;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the client asks and reads. Of the answer it reads every property and every header that is always there, by type and format, but
 * where the value is the point.
 *
 * @param states what there is before, in YAML: names of provider states, each with its parameters
 * @param request its first line, with the body after it
 * @param answer its status, and after it its values that are the point, in YAML
 * @param headers those of the answer whose value is the point
 * @param use asks with the client, once
 */
record Exchange(
        String description,
        String states,
        String request,
        String answer,
        Map<String, String> headers,
        Function<InboundFlowClient, ?> use) {
    static final String KEY = "sk_live_" + "0".repeat(39);

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final TypeReference<Map<String, Map<String, Object>>> STATES = new TypeReference<>() {};
    private static final RuleLogic ALL = RuleLogic.AND;

    /** What text of a format looks like, where the schema has no pattern. */
    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "date", "[0-9]{4}-[0-9]{2}-[0-9]{2}",
            "email", "[^@ ]+@[^@ ]+",
            "int32", "[0-9]{1,10}",
            "int64", "[0-9]{1,19}");

    Exchange(String description, String states, String request, String answer, Function<InboundFlowClient, ?> use) {
        this(description, states, request, answer, Map.of(), use);
    }

    int status() {
        return Integer.parseInt(answer.substring(0, 3));
    }

    /** The same with values of headers that are the point. */
    Exchange with(Map<String, String> others) {
        return new Exchange(description, states, request, answer, others, use);
    }

    Operation operation() {
        var words = request.split("\\s+");
        return Contract.operation(words[0], words[1]).orElseThrow();
    }

    /** The same for Pact. */
    SynchronousHttp interaction() {
        return new SynchronousHttp("", description, providerStates(), asked(), answered());
    }

    private List<ProviderState> providerStates() {
        var found = new ArrayList<ProviderState>();
        yaml("[" + states + "]").forEach(state -> YAML.convertValue(state, STATES)
                .forEach((name, parameters) -> found.add(new ProviderState(name, parameters))));
        return found;
    }

    private HttpRequest asked() {
        var words = request.split("\\s+", 3);
        var query = new TreeMap<>(Request.get(words[1]).query());
        var headers = new TreeMap<String, List<String>>(Map.of(
                "Authorization", List.of("Bearer " + KEY),
                "Accept", List.of("application/json", "application/problem+json"),
                "Accept-Encoding", List.of("gzip")));
        var rules = new MatchingRulesImpl();
        rules.addCategory("header").addRule("Authorization", new RegexMatcher("Bearer sk_live_[0-9A-Za-z]{39}"), ALL);
        var body = OptionalBody.missing();
        if (words.length > 2) {
            headers.put("Content-Type", List.of("application/json"));
            headers.put("Idempotency-Key", List.of(ClientPactTest.IDEMPOTENCY_KEY));
            rules.addCategory("header").addRule("Idempotency-Key", new RegexMatcher("[!-~]{1,255}"), ALL);
            body = OptionalBody.body(words[2], ContentType.getJSON());
        }
        var generators = new Generators();
        if (query.containsKey("cursor")) {
            generators.addGenerator(Category.QUERY, "cursor", new ProviderStateGenerator("${cursor}"));
        }
        return new HttpRequest(words[0], words[1].replaceFirst("\\?.*", ""), query, headers, body, rules, generators);
    }

    private HttpResponse answered() {
        var documented = operation().response(status());
        var answered = new TreeMap<String, List<String>>();
        var rules = new MatchingRulesImpl();
        var content = documented.get("content").properties().iterator().next();
        answered.put("Content-Type", List.of(content.getKey()));
        rules.addCategory("header")
                .addRule("Content-Type", new RegexMatcher(content.getKey().replace("+", "\\+") + "(;.*)?"), ALL);
        documented.path("headers").properties().forEach(named -> {
            var header = Contract.resolve(named.getValue());
            if (header.path("required").asBoolean()) {
                var schema = header.get("schema");
                answered.put(
                        named.getKey(),
                        List.of(headers.getOrDefault(
                                named.getKey(), schema.at("/examples/0").asText())));
                if (!headers.containsKey(named.getKey())) {
                    rules.addCategory("header").addRule(named.getKey(), rule(schema, true), ALL);
                }
            }
        });
        var body =
                Shape.of(content.getValue().get("schema"), given(), (path, schema, isGiven) -> rules.addCategory("body")
                        .addRule(path, isGiven ? EqualsMatcher.INSTANCE : rule(schema, false), ALL));
        return new HttpResponse(status(), answered, OptionalBody.body(body.toString(), ContentType.getJSON()), rules);
    }

    /** A list ends with its page and an error is about no field, unless something else is said. */
    private JsonNode given() {
        var given = (ObjectNode) yaml("{" + answer.substring(3) + "}");
        if (status() >= 400) {
            given.put("status", status());
            given.withArray("errors");
        } else if (operation().isList() && !given.has("has_more")) {
            given.put("has_more", false).putNull("next_cursor");
        }
        return given;
    }

    private static MatchingRule rule(JsonNode schema, boolean isText) {
        var format = schema.path("format").asText();
        var isNumber = format.startsWith("int");
        if (schema.has("items")) {
            return new MinTypeMatcher(1);
        } else if (schema.has("enum")) {
            return new RegexMatcher(String.join("|", Contract.texts(schema.get("enum"))));
        } else if (schema.has("pattern")) {
            return new RegexMatcher(schema.get("pattern").asText());
        }
        return FORMATS.containsKey(format) && (isText || !isNumber)
                ? new RegexMatcher(FORMATS.get(format))
                : TypeMatcher.INSTANCE;
    }

    private static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JacksonException invalid) {
            throw new IllegalArgumentException(text, invalid);
        }
    }

    @Override
    public String toString() {
        return description;
    }
}
