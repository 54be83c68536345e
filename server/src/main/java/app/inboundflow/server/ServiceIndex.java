package app.inboundflow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.micronaut.core.io.service.MicronautMetaServiceLoaderUtils;
import io.micronaut.core.io.service.SoftServiceLoader.Optimizations;
import io.micronaut.core.io.service.SoftServiceLoader.StaticDefinition;
import io.micronaut.core.io.service.SoftServiceLoader.StaticServiceLoader;
import io.micronaut.core.optim.StaticOptimizations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The names of the classes that Micronaut finds by itself: beans, introspections, converters. Without this it opens the jar as a file
 * system at each start and lists a directory, which costs 8 MB that stay and a twentieth of the processor time. The build writes
 * the index into the jar ({@link #main}); Micronaut finds this class by {@code META-INF/services}. Where there is no index, as in tests,
 * it looks for itself. Beans of another jar on the class path are not found where there is one.
 */
public final class ServiceIndex implements StaticOptimizations.Loader<Optimizations> {
    private static final String RESOURCE = "/META-INF/inboundflow/services";
    private static final ClassLoader CLASSES = ServiceIndex.class.getClassLoader();
    private static final MethodType NO_ARGUMENTS = MethodType.methodType(void.class);

    /**
     * Writes the index of what is on the class path: a line for each class, of its service and its name.
     *
     * @param arguments the file to write
     */
    public static void main(String[] arguments) throws IOException {
        var lines = MicronautMetaServiceLoaderUtils.findAllMicronautMetaServices(CLASSES).entrySet().stream()
                .flatMap(service -> service.getValue().stream().map(name -> service.getKey() + " " + name));
        Files.write(Path.of(arguments[0]), (Iterable<String>) lines::iterator);
    }

    @Override
    public Optimizations load() {
        try (var index = ServiceIndex.class.getResourceAsStream(RESOURCE)) {
            return index == null
                    ? new Optimizations(Map.of())
                    : new Optimizations(services(new InputStreamReader(index, UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What loads each service, by its name. */
    static Map<String, StaticServiceLoader<?>> services(Reader index) {
        var names = new BufferedReader(index)
                .lines()
                .map(line -> line.split(" "))
                .collect(groupingBy(line -> line[0], mapping(line -> line[1], toList())));
        return new Services(service -> loader(service, names.getOrDefault(service, List.of())));
    }

    /** Of a service that the index does not name there are no classes but those of {@code META-INF/services}. */
    private static StaticServiceLoader<Object> loader(String service, List<String> indexed) {
        return condition -> Stream.concat(
                        Collections.list(resources("META-INF/services/" + service)).stream()
                                .flatMap(ServiceIndex::names),
                        indexed.stream())
                .filter(condition)
                .flatMap(ServiceIndex::make);
    }

    private static Enumeration<URL> resources(String name) {
        try {
            return CLASSES.getResources(name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String> names(URL file) {
        try (var in = file.openStream()) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(name -> !name.isEmpty());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** An object of a class; none when the class needs a library that is not there, which is how Micronaut finds that out. */
    private static Stream<StaticDefinition<Object>> make(String name) {
        try {
            Object made = MethodHandles.publicLookup()
                    .findConstructor(Class.forName(name, false, CLASSES), NO_ARGUMENTS)
                    .invoke();
            return Stream.of(StaticDefinition.of(name, () -> made));
        } catch (NoClassDefFoundError | ReflectiveOperationException absent) {
            return Stream.empty();
        } catch (Throwable broken) {
            throw new ServiceConfigurationError(name, broken);
        }
    }

    /** Has every service, so that Micronaut never looks for one itself. */
    private static final class Services extends AbstractMap<String, StaticServiceLoader<?>> {
        private final Function<String, StaticServiceLoader<?>> loader;

        Services(Function<String, StaticServiceLoader<?>> loader) {
            this.loader = loader;
        }

        @Override
        public boolean containsKey(Object service) {
            return true;
        }

        @Override
        public StaticServiceLoader<?> get(Object service) {
            return loader.apply((String) service);
        }

        @Override
        public Set<Entry<String, StaticServiceLoader<?>>> entrySet() {
            throw new UnsupportedOperationException("Nobody lists all services there could be.");
        }
    }
}
