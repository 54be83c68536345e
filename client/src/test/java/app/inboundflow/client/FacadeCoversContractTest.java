package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.Contract.Operation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the contract has its method, in both views: {@code GET /v1/calls} is {@code calls().list}, {@code GET
 * /v1/calls/{call_id}} is {@code calls().get}, {@code POST /v1/contacts} is {@code contacts().create}, {@code GET /v1/me} is
 * {@code me()}. An operation that fits none of these forms fails here until the face has a method for it.
 */
class FacadeCoversContractTest {
    private static final String MODELS = "app.inboundflow.client.model.";

    static Stream<Operation> operations() {
        return Contract.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void clientHasAMethodFor(Operation operation) throws Exception {
        var method = method(InboundFlowClient.class, operation);

        assertThat(method.getGenericReturnType().getTypeName()).isEqualTo(result(operation));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asyncClientHasAMethodFor(Operation operation) throws Exception {
        var method = method(AsyncInboundFlowClient.class, operation);

        assertThat(method.getGenericReturnType().getTypeName())
                .isEqualTo("java.util.concurrent.CompletableFuture<" + result(operation) + ">");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyQueryParameterHasAMethod(Operation operation) throws Exception {
        if (operation.query().isEmpty()) {
            return;
        }
        var names = Stream.of(parameters(operation).getMethods())
                .map(Method::getName)
                .toList();

        assertThat(names).containsAll(operation.query());
    }

    @Test
    void faceHasNoMethodWithoutAnOperation() throws Exception {
        var covered = new HashSet<Method>();
        for (var operation : Contract.operations().toList()) {
            covered.add(method(InboundFlowClient.class, operation));
        }
        var resources = new HashSet<Class<?>>();
        covered.forEach(method -> resources.add(method.getDeclaringClass()));
        resources.remove(InboundFlowClient.class);

        var known = new HashSet<String>();
        covered.forEach(method -> known.add(method.getDeclaringClass() + method.getName()));
        for (var resource : resources) {
            assertThat(resource.getDeclaredMethods())
                    .filteredOn(method -> Modifier.isPublic(method.getModifiers()))
                    // Reads a list again and again.
                    .filteredOn(method -> !method.getName().equals("sync"))
                    .allSatisfy(method -> assertThat(known).contains(resource + method.getName()));
        }
    }

    /** Requests are written by hand: what is sent is what the contract says. */
    @ParameterizedTest
    @MethodSource("operations")
    void requestIsTheOneOfTheContract(Operation operation) throws Exception {
        try (var server = new FaultServer();
                var client = InboundFlowClient.builder()
                        .apiKey("sk_live_test")
                        .baseUrl(server.url())
                        .build()) {
            var id = UUID.randomUUID();
            var method = method(InboundFlowClient.class, operation);
            var receiver = method.getDeclaringClass() == InboundFlowClient.class
                    ? client
                    : client.getClass()
                            .getMethod(operation.path().split("/")[2])
                            .invoke(client);
            var arguments =
                    method.getParameterCount() == 0 ? new Object[0] : new Object[] {argument(method, operation, id)};

            assertThatThrownBy(() -> method.invoke(receiver, arguments)).hasCauseInstanceOf(ServerException.class);

            var sent = server.request();
            var target = URI.create(sent.target());
            assertThat(sent.method()).isEqualToIgnoringCase(operation.method());
            assertThat(target.getPath()).isEqualTo(operation.path().replaceFirst("\\{.*}", id.toString()));
            assertThat(
                            target.getQuery() == null
                                    ? List.of()
                                    : List.of(target.getQuery()
                                            .replaceAll("=[^&]*", "")
                                            .split("&")))
                    .isEqualTo(operation.query());
        }
    }

    /** An id, a body, or parameters of which every one is set. */
    private static Object argument(Method method, Operation operation, UUID id) throws Exception {
        var type = method.getParameterTypes()[0];
        if (type == UUID.class) {
            return id;
        }
        Object argument = type.getConstructor().newInstance();
        for (var name : operation.query()) {
            for (var setter : type.getMethods()) {
                if (setter.getName().equals(name) && !setter.isBridge()) {
                    argument = setter.invoke(argument, value(setter.getParameterTypes()[0]));
                }
            }
        }
        return argument;
    }

    private static Object value(Class<?> type) {
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return type == int.class
                ? 1
                : type == Instant.class
                        ? Instant.EPOCH
                        : type == OffsetDateTime.class ? OffsetDateTime.now() : "+14155551234";
    }

    @Test
    void defaultBaseUrlIsTheContractsServer() {
        var url = InboundFlowClient.builder().apiKey("sk_live_test").build().toString();

        assertThat(Contract.servers()).contains(url.replaceAll(".*\\[(.*)]", "$1"));
    }

    private static Method method(Class<?> client, Operation operation) throws Exception {
        var segments = operation.path().substring("/v1/".length()).split("/");
        var name = operation.method() + " " + (segments.length == 1 ? "all" : "one");
        if (operation.id().equals("getMe")) {
            return client.getMethod("me");
        }
        var resource = client.getMethod(segments[0]).getReturnType();
        return switch (name) {
            case "get all" -> resource.getMethod("list", parameters(operation));
            case "get one" -> resource.getMethod("get", UUID.class);
            case "post all" -> resource.getMethod("create", Class.forName(MODELS + operation.takes()));
            default -> throw new AssertionError("The face has no form yet for " + name + " of " + operation.path());
        };
    }

    private static Class<?> parameters(Operation operation) throws ClassNotFoundException {
        var id = operation.id();
        return Class.forName(
                "app.inboundflow.client." + id.substring(0, 1).toUpperCase() + id.substring(1) + "Parameters");
    }

    private static String result(Operation operation) {
        var data =
                Contract.map(Contract.map(operation.answer().get("properties")).get("data"));
        return data.containsKey("$ref")
                ? MODELS + Contract.name(data)
                : "app.inboundflow.client.Page<" + MODELS + Contract.name(Contract.map(data.get("items"))) + ">";
    }
}
