package app.inboundflow.server.demo;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The people of the demo and the conversations they have. */
record Script(List<Person> people, Map<String, Scenario> scenarios) {

    static Script load(JsonMapper mapper) {
        var scenarios = read(mapper, "scenarios.yaml", Scenario.class);
        return new Script(
                read(mapper, "people.yaml", Person.class),
                scenarios.stream().collect(Collectors.toMap(Scenario::name, Function.identity())));
    }

    Scenario scenario(String name) {
        return Objects.requireNonNull(scenarios.get(name), name);
    }

    private static <T> List<T> read(JsonMapper mapper, String resource, Class<T> type) {
        try (var yaml = Objects.requireNonNull(Script.class.getResourceAsStream("/demo/" + resource), resource)) {
            List<Object> list = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return mapper.readValueFromTree(mapper.writeValueToTree(list), Argument.listOf(type));
        } catch (IOException broken) {
            throw new UncheckedIOException(resource, broken);
        }
    }
}
