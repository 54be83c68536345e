package app.inboundflow.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void theRequiredVersionIsThatOfTheNewestMigration() throws Exception {
        var directory = Path.of(getClass().getResource("/db/migration").toURI()).toFile();
        assertThat(Arrays.stream(directory.listFiles())
                        .map(File::getName)
                        .mapToInt(name -> Integer.parseInt(name.replaceFirst("^V(\\d+)__.*\\.sql$", "$1")))
                        .max())
                .hasValue(Schema.VERSION);
    }
}
