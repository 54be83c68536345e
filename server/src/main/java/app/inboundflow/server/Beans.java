package app.inboundflow.server;

import static java.util.stream.Collectors.toMap;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.AbstractPropertySourceLoader;
import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.SystemPropertiesPropertySource;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The beans of a server or a command, and the configuration that all of them have in common. */
public final class Beans {
    /**
     * How Netty keeps the memory from which large answers are sent, in pieces of a megabyte: a page of calls has a tenth of one. By itself
     * it keeps none of more than 16 KB where the heap has 512 MB or less, and the framework lets it keep none of more than 64. It would
     * then take new memory for each page, and clear it. Both are read once, so they are set before there is any bean.
     */
    private static final Map<String, String> OF_NETTY =
            Map.of("io.netty.allocator.type", "pooled", "io.netty.allocator.maxOrder", "7");

    private Beans() {}

    /**
     * Beans that read {@code application.properties}, system properties, environment variables and, before all of these, some
     * properties of their own. The framework finds the same by itself, and opens the jar as a file system for it: that is a
     * fortieth of the processor time of a start.
     */
    public static ApplicationContextBuilder builder(Map<String, Object> properties) {
        OF_NETTY.forEach(System.getProperties()::putIfAbsent);
        return ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .enableDefaultPropertySources(false)
                .propertySources(
                        PropertySource.of(
                                "application", ofApplication(), AbstractPropertySourceLoader.DEFAULT_POSITION),
                        new SystemPropertiesPropertySource(),
                        new EnvironmentPropertySource())
                .properties(properties);
    }

    private static Map<String, Object> ofApplication() {
        var properties = new Properties();
        try (var file = Objects.requireNonNull(Beans.class.getResourceAsStream("/application.properties"));
                var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.entrySet().stream()
                .collect(toMap(property -> (String) property.getKey(), Map.Entry::getValue));
    }
}
