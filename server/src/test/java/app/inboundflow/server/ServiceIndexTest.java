package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.env.PropertySourceLoader;
import io.micronaut.core.beans.BeanIntrospectionReference;
import io.micronaut.core.convert.TypeConverterRegistrar;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceIndexTest {
    @TempDir
    private Path directory;

    /** The tests themselves have no index, so here Micronaut looks for itself. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                BeanDefinitionReference.class,
                BeanIntrospectionReference.class,
                BeanConfiguration.class,
                TypeConverterRegistrar.class,
                PropertySourceLoader.class
            })
    void anIndexHasTheClassesThatMicronautFinds(Class<?> service) throws Exception {
        var found = SoftServiceLoader.load(service).collectAll();

        assertThat(found).isNotEmpty();
        assertThat(names(indexed(service.getName()))).containsExactlyInAnyOrderElementsOf(names(found));
    }

    @Test
    void aServiceThatNobodyProvidesIsEmpty() throws Exception {
        assertThat(indexed("io.micronaut.NoSuchService")).isEmpty();
    }

    private List<?> indexed(String service) throws Exception {
        var index = directory.resolve("services");
        ServiceIndex.main(new String[] {index.toString()});
        try (var lines = Files.newBufferedReader(index)) {
            return ServiceIndex.services(lines).get(service).load(null);
        }
    }

    private static List<String> names(Collection<?> objects) {
        return objects.stream().map(object -> object.getClass().getName()).toList();
    }
}
