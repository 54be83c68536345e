package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.auth.ApiKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers on one database, which count their limits together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedLimitsTest {
    private static final Map<String, Object> SHARED =
            Map.of("inboundflow.rate-limits", "shared", "inboundflow.failed-authentications-per-minute", 5);

    @AutoClose
    private final TestServer one = TestServer.with(SHARED);

    @AutoClose
    private final TestServer other = TestServer.with(SHARED);

    private final Organization organization = one.organization();

    @Test
    void aLimitHoldsOverAllServersAndTheirHeadersAreTrue() throws Exception {
        var answers = requests(organization.key(60), 600, 20);

        var allowed = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(allowed).hasSize(60);
        assertThat(allowed.stream().map(answer -> Integer.valueOf(answer.header("X-RateLimit-Remaining"))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).boxed().toList());
        var resets = new TreeSet<Long>();
        for (var answer : answers) {
            assertThat(answer.status()).isIn(200, 429);
            assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("60");
            resets.add(Long.valueOf(answer.header("X-RateLimit-Reset")));
            if (answer.status() == 429) {
                assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
            }
        }
        assertThat(resets.last() - resets.first()).isLessThanOrEqualTo(1);
    }

    @Test
    void aLargeLimitIsUsedToItsEndAndNotExceeded() throws Exception {
        var key = organization.key(1000);
        var allowed = 0L;
        var since = System.nanoTime();
        while (allowed < 1000) {
            allowed += requests(key, 300, 20).stream()
                    .filter(answer -> answer.status() == 200)
                    .count();
            assertThat(allowed).isLessThanOrEqualTo(1000);
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(40));
        }
        assertThat(requests(key, 40, 20)).allMatch(answer -> answer.status() == 429);
    }

    @Test
    void whatAServerReservedAndDoesNotNeedComesBack() throws Exception {
        var key = organization.key(2000);
        requests(key, 400, 20);

        var since = System.nanoTime();
        while (used(key) != 400) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void failedAuthenticationsCountOverAllServers() throws Exception {
        var unauthorized = 0;
        for (var i = 0; i < 20; i++) {
            var server = i % 2 == 0 ? one : other;
            try (var wire = new Wire(server.uri(), "127.0.0.99")) {
                wire.request(new Api(server.uri(), ApiKey.mint().reveal()), "GET /v1/me");
                var answer = wire.answer().requireCommonRules();
                assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(Math.max(0, 4 - i)));
                unauthorized += answer.status() == 401 ? 1 : 0;
            }
        }
        assertThat(unauthorized).isEqualTo(5);
    }

    @Test
    void withoutTheDatabaseEachServerCountsForItself() throws Exception {
        var key = organization.key(30);
        for (var server : List.of(one, other)) {
            new Api(server.uri(), key).get("/v1/me").expect(200);
        }
        try (var lock = one.sql().connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE rate_limits IN ACCESS EXCLUSIVE MODE");
            for (var server : List.of(one, other)) {
                var allowed = 0;
                for (var i = 0; i < 50; i++) {
                    var status = new Api(server.uri(), key).get("/v1/me").status();
                    assertThat(status).isIn(200, 429);
                    allowed += status == 200 ? 1 : 0;
                }
                assertThat(allowed).isBetween(28, 29);
            }
            lock.rollback();
        }
        // As soon as the database answers, they count together again.
        var fresh = organization.key(1000);
        var since = System.nanoTime();
        while (true) {
            var here = remaining(one, fresh);
            if (remaining(other, fresh) == here - 1) {
                break;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(15));
        }
    }

    private static int remaining(TestServer server, String key) {
        return Integer.parseInt(
                new Api(server.uri(), key).get("/v1/me").expect(200).header("X-RateLimit-Remaining"));
    }

    /** Sends requests from so many clients, each to both servers by turns. */
    private List<Answer> requests(String key, int count, int clients) throws Exception {
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var requests = IntStream.range(0, count)
                    .<Callable<Answer>>mapToObj(i -> () -> new Api((i % 2 == 0 ? one : other).uri(), key).get("/v1/me"))
                    .toList();
            for (var answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private int used(String key) {
        return one.sql().count("SELECT used FROM rate_limits WHERE holder = ?", "key " + organization.keyId(key));
    }
}
