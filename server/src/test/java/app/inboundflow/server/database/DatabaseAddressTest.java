package app.inboundflow.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.server.Beans;
import app.inboundflow.server.Configuration;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.jdbc.DataSourceResolver;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    postgres://me:pass@db.example.com:5433/flow?sslmode=require | jdbc:postgresql://db.example.com:5433/flow?sslmode=require | me | pass
                    postgresql://db/flow | jdbc:postgresql://db/flow | - | -
                    postgres://my_db_host_1/flow | jdbc:postgresql://my_db_host_1/flow | - | -
                    postgres://me@[::1]:5433/flow | jdbc:postgresql://[::1]:5433/flow | me | -
                    postgres://me:a%40b%2Fc+d%25@h/flow | jdbc:postgresql://h/flow | me | a@b/c+d%
                    postgres://me:a@b:c@h/flow | jdbc:postgresql://h/flow | me | a@b:c
                    postgres://me:${PATH}$$@h/flow | jdbc:postgresql://h/flow | me | ${PATH}$$
                    postgres://h1:1,h2:2/flow?targetServerType=primary | jdbc:postgresql://h1:1,h2:2/flow?targetServerType=primary | - | -
                    postgres://h | jdbc:postgresql://h/ | - | -
                    postgres://h/flow?user=me&password=p%26q&ssl=true | jdbc:postgresql://h/flow?ssl=true | me | p&q
                    jdbc:postgresql://h/flow?user=me&password=pq | jdbc:postgresql://h/flow | me | pq
                    jdbc:postgresql:flow?password=pq | jdbc:postgresql:flow | - | pq
                    """)
    void anAddressIsReadAndItsUrlHoldsNoPassword(String address, String url, String user, String password) {
        var read = DatabaseAddress.parse("X", address);
        assertThat(read).isEqualTo(new DatabaseAddress(url, user, password));
        assertThat(read.description()).isEqualTo(url.replaceFirst("\\?.*", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:sesame@h/flow",
                "postgres://me:sesame#1@h/flow",
                "postgres://me:sesame%zz@h/flow",
                "postgres://me:sesame/1@h/flow",
                "postgres://me:sesame@/flow",
                "postgres://me:sesame@h:port/flow",
                "sesame",
            })
    void whatIsNoAddressIsRefusedAndNotRepeated(String address) {
        assertThatThrownBy(() -> DatabaseAddress.parse("INBOUNDFLOW_DATABASE_URL", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("INBOUNDFLOW_DATABASE_URL must look like postgres://user:password@host")
                .hasMessageNotContaining("sesame");
    }

    /** The framework expands ${…} in its configuration; a password is no configuration of the framework's. */
    @Test
    void thePoolGetsThePasswordAsItIs() {
        var database = Database.open(Configuration.of(Map.of(
                "INBOUNDFLOW_DATABASE_URL",
                "postgres://a${user.home}:b${java.home}$%7Bc:d%7D@127.0.0.1:1/${e}?x=${f}")));
        var properties = database.properties();
        properties.put("datasources.default.minimum-idle", 0);
        properties.put("datasources.default.initialization-fail-timeout", -1);
        try (var context = Beans.builder(properties).start()) {
            var pool = (HikariDataSource)
                    context.getBean(DataSourceResolver.class).resolve(context.getBean(DataSource.class));
            assertThat(pool.getUsername()).isEqualTo("a${user.home}");
            assertThat(pool.getPassword()).isEqualTo("b${java.home}${c:d}");
            assertThat(pool.getJdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:1/${e}?x=${f}");
        }
    }
}
