package app.inboundflow.contract.pact.consumer;

import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.ListAppointmentsParameters;
import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.ListContactsParameters;
import app.inboundflow.client.ListLeadsParameters;
import app.inboundflow.client.ListParameters;
import app.inboundflow.client.model.AppointmentStatus;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import app.inboundflow.client.model.NewContact;
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
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the client asks and reads, an entry of exchanges.yaml. Of the answer it reads every property and every header that is always there,
 * by type and format, but where the value is the point.
 *
 * @param states what there is before: names of provider states, each with its parameters
 * @param request method and path, with the query
 * @param body of the request; null when it has none
 * @param answer the properties of the answer whose value is the point, or null
 * @param headers those of the answer whose value is the point, or null
 */
record Exchange(
        String description,
        List<Map<String, Map<String, Object>>> states,
        String request,
        JsonNode body,
        int status,
        Map<String, String> headers,
        ObjectNode answer) {
    static final String KEY = "sk_live_" + "0".repeat(39);

    private static final String IDEMPOTENCY_KEY = "3f0e9a52-1c52-4f9b-8a43-8b6f0d1f7c1e";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final RuleLogic ALL = RuleLogic.AND;

    /** What text of a format looks like, where the schema has no pattern. */
    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "date", "[0-9]{4}-[0-9]{2}-[0-9]{2}",
            "email", "[^@ ]+@[^@ ]+",
            "int32", "[0-9]{1,10}",
            "int64", "[0-9]{1,19}");

    Exchange {
        states = Objects.requireNonNullElse(states, List.of());
        headers = Objects.requireNonNullElse(headers, Map.of());
        answer = Objects.requireNonNullElseGet(answer, YAML::createObjectNode);
    }

    /** All of exchanges.yaml. */
    static List<Exchange> all() {
        try {
            return List.of(
                    YAML.readValue(Path.of("src/test/resources/exchanges.yaml").toFile(), Exchange[].class));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Operation operation() {
        return Contract.operation(asked().method(), asked().path()).orElseThrow();
    }

    private Request asked() {
        var words = request.split(" ");
        return Request.of(words[0], words[1]);
    }

    /** Asks with the client, once, as a program would: what the client sends by itself is not told to it. */
    Object use(InboundFlowClient client) {
        var id = operation().path().contains("{") ? UUID.fromString(request.replaceFirst(".*/", "")) : null;
        var phone = value("phone", String.class);
        return switch (operation().id()) {
            case "listCalls" ->
                client.calls()
                        .list(page(new ListCallsParameters())
                                .status(value("status", CallStatus.class))
                                .phone(phone));
            case "getCall" -> client.calls().get(id);
            case "listContacts" ->
                client.contacts().list(page(new ListContactsParameters()).phone(phone));
            case "getContact" -> client.contacts().get(id);
            case "createContact" -> client.contacts().create(YAML.convertValue(body, NewContact.class));
            case "listLeads" ->
                client.leads()
                        .list(page(new ListLeadsParameters())
                                .status(value("status", LeadStatus.class))
                                .urgency(value("urgency", LeadUrgency.class)));
            case "listAppointments" ->
                client.appointments()
                        .list(page(new ListAppointmentsParameters()).status(value("status", AppointmentStatus.class)));
            case "getMe" -> client.me();
            default ->
                throw new IllegalStateException(
                        "Say here how the client does " + operation().id());
        };
    }

    /** A parameter of the query; null when it is not there. */
    private <T> T value(String parameter, Class<T> type) {
        var values = asked().query().get(parameter);
        return values == null ? null : YAML.convertValue(values.getFirst(), type);
    }

    private <P extends ListParameters<P>> P page(P none) {
        var since = value("since", String.class);
        var limit = value("limit", Integer.class);
        var cursor = value("cursor", String.class);
        var limited = limit == null || limit == 100 ? none : none.limit(limit);
        var page = cursor == null ? limited : limited.cursor(cursor);
        return since == null ? page : page.since(Instant.parse(since));
    }

    /** The same for Pact. */
    SynchronousHttp interaction() {
        var before = states.stream()
                .flatMap(state -> state.entrySet().stream())
                .map(state -> new ProviderState(state.getKey(), state.getValue()));
        return new SynchronousHttp("", description, before.toList(), sent(), answered());
    }

    private HttpRequest sent() {
        var headers = new TreeMap<String, List<String>>(Map.of(
                "Authorization", List.of("Bearer " + KEY),
                "Accept", List.of("application/json", "application/problem+json"),
                "Accept-Encoding", List.of("gzip")));
        var rules = new MatchingRulesImpl();
        rules.addCategory("header").addRule("Authorization", new RegexMatcher("Bearer sk_live_[0-9A-Za-z]{39}"), ALL);
        var json = OptionalBody.missing();
        if (body != null) {
            headers.put("Content-Type", List.of("application/json"));
            headers.put("Idempotency-Key", List.of(IDEMPOTENCY_KEY));
            rules.addCategory("header").addRule("Idempotency-Key", new RegexMatcher("[!-~]{1,255}"), ALL);
            json = OptionalBody.body(body.toString(), ContentType.getJSON());
        }
        var query = new TreeMap<>(asked().query());
        var generators = new Generators();
        if (query.containsKey("cursor")) {
            generators.addGenerator(Category.QUERY, "cursor", new ProviderStateGenerator("${cursor}"));
        }
        var path = asked().path().replaceFirst("\\?.*", "");
        return new HttpRequest(asked().method(), path, query, headers, json, rules, generators);
    }

    private HttpResponse answered() {
        var answered = new TreeMap<String, List<String>>();
        var rules = new MatchingRulesImpl();
        var mediaType = operation().mediaType(status);
        answered.put("Content-Type", List.of(mediaType));
        rules.addCategory("header")
                .addRule("Content-Type", new RegexMatcher(mediaType.replace("+", "\\+") + "(;.*)?"), ALL);
        operation().response(status).path("headers").properties().forEach(named -> {
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
        var body = Shape.of(operation().body(status), given(), (path, schema, isGiven) -> rules.addCategory("body")
                .addRule(path, isGiven ? EqualsMatcher.INSTANCE : rule(schema, false), ALL));
        return new HttpResponse(status, answered, OptionalBody.body(body.toString(), ContentType.getJSON()), rules);
    }

    /** A list ends with its page and an error is about no field, unless something else is said. */
    private JsonNode given() {
        var given = answer.deepCopy();
        if (status >= 400) {
            given.put("status", status);
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

    @Override
    public String toString() {
        return description;
    }
}
