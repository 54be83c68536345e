package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.server.auth.ApiKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailedAuthenticationsTest {
    private static final int LIMIT = 3;

    private final TestClock clock = new TestClock();

    @AutoClose
    private final TestServer direct = server("");

    @AutoClose
    private final TestServer proxied = server("X-Forwarded-For");

    @Test
    void failuresAreCountedForEachAddressOfAConnection() throws IOException {
        useUp(direct, "127.0.0.10");

        assertThat(guess(direct, "127.0.0.10").status()).isEqualTo(429);
        assertThat(guess(direct, "127.0.0.11").status()).isEqualTo(401);
        // No header is believed that was not configured.
        for (var header : new String[] {"X-Forwarded-For", "X-Real-IP", "Client-IP", "X-Client-IP"}) {
            assertThat(guess(direct, "127.0.0.10", header + ": 203.0.113.7").status())
                    .isEqualTo(429);
        }
        assertThat(guess(direct, "127.0.0.10", "X-Forwarded-For: for=203.0.113.7")
                        .status())
                .isEqualTo(429);

        clock.advance(Duration.ofSeconds(60));
        assertThat(guess(direct, "127.0.0.10").status()).isEqualTo(401);
    }

    @Test
    void aRightKeyIsNeverRefusedBecauseOfWrongOnesFromItsAddress() throws IOException {
        var organization = direct.organization();
        useUp(direct, "127.0.0.20");

        for (var i = 0; i < LIMIT + 2; i++) {
            var cold = "Authorization: Bearer " + organization.key();
            assertThat(send(direct, "127.0.0.20", cold).status()).isEqualTo(200);
            assertThat(send(direct, "127.0.0.20", cold).status()).isEqualTo(200);
            assertThat(guess(direct, "127.0.0.20").status()).isEqualTo(429);
        }
    }

    @Test
    void aPreflightCountsNothing() throws IOException {
        for (var i = 0; i < LIMIT * 3; i++) {
            try (var wire = new Wire(direct.uri(), "127.0.0.30")) {
                wire.request(
                        direct.anonymous(),
                        "OPTIONS /v1/calls",
                        "Origin: https://example.com",
                        "Access-Control-Request-Method: GET",
                        "Access-Control-Request-Headers: authorization");
                assertThat(wire.answer().requireCommonRules().status()).isLessThan(500);
            }
        }
        for (var remaining = LIMIT - 1; remaining >= 0; remaining--) {
            assertThat(guess(direct, "127.0.0.30").header("X-RateLimit-Remaining"))
                    .isEqualTo(Integer.toString(remaining));
        }
    }

    @Test
    void theLastHopOfTheConfiguredHeaderIsTheAddress() throws IOException {
        useUp(proxied, "127.0.0.40", "X-Forwarded-For: 203.0.113.7");

        // What the client wrote before it reached the proxy makes no new address.
        for (var spoofed : new String[] {
            "X-Forwarded-For: 203.0.113.7",
            "X-Forwarded-For: 198.51.100.1, 203.0.113.7",
            "X-Forwarded-For: nonsense,,203.0.113.7",
            "X-Forwarded-For: 203.0.113.7:61234",
            "X-Forwarded-For: ::ffff:203.0.113.7",
            "x-forwarded-for: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.7",
            "X-Forwarded-For: " + "198.51.100.1, ".repeat(100) + "203.0.113.7"
        }) {
            assertThat(guess(proxied, "127.0.0.40", spoofed).status())
                    .as(spoofed)
                    .isEqualTo(429);
        }
        assertThat(guess(proxied, "127.0.0.40", "X-Forwarded-For: 203.0.113.7, 198.51.100.1")
                        .status())
                .isEqualTo(401);
        assertThat(guess(proxied, "127.0.0.40", "X-Real-IP: 203.0.113.7").status())
                .isEqualTo(401);
    }

    @Test
    void whatIsNoAddressInTheConfiguredHeaderIsTheAddressOfTheConnection() throws IOException {
        useUp(proxied, "127.0.0.50");

        for (var value : new String[] {
            "localhost", "example.com", "1.2.3.4.5", "256.1.1.1", "", "[::1", "fe80::1%zone%", "x".repeat(7000)
        }) {
            assertThat(guess(proxied, "127.0.0.50", "X-Forwarded-For: " + value).status())
                    .as(value)
                    .isEqualTo(429);
        }
        assertThat(guess(proxied, "127.0.0.51", "X-Forwarded-For: localhost").status())
                .isEqualTo(401);
    }

    @Test
    void anIpv6AddressCountsByItsFirst64Bits() throws IOException {
        useUp(proxied, "127.0.0.60", "X-Forwarded-For: for=\"[2001:db8:1:2::1]:4711\"");

        assertThat(guess(proxied, "127.0.0.60", "X-Forwarded-For: for=\"[2001:db8:1:2:ffff::9]\";proto=https")
                        .status())
                .isEqualTo(429);
        assertThat(guess(proxied, "127.0.0.60", "X-Forwarded-For: for=1.2.3.4, proto=https;For=\"[2001:DB8:1:2::3]\"")
                        .status())
                .isEqualTo(429);
        assertThat(guess(proxied, "127.0.0.60", "X-Forwarded-For: for=\"[2001:db8:1:3::1]\"")
                        .status())
                .isEqualTo(401);
    }

    private TestServer server(String header) {
        return TestServer.with(
                Map.of(
                        "inboundflow.failed-authentications-per-minute", LIMIT,
                        "inboundflow.client-address-header", header),
                clock);
    }

    private static void useUp(TestServer server, String from, String... headers) throws IOException {
        for (var i = 0; i < LIMIT; i++) {
            assertThat(guess(server, from, headers).status()).isEqualTo(401);
        }
    }

    /** Tries a key that does not exist. */
    private static Answer guess(TestServer server, String from, String... headers) throws IOException {
        var all = new String[headers.length + 1];
        all[0] = "Authorization: Bearer " + ApiKey.mint().reveal();
        System.arraycopy(headers, 0, all, 1, headers.length);
        return send(server, from, all);
    }

    private static Answer send(TestServer server, String from, String... headers) throws IOException {
        try (var wire = new Wire(server.uri(), from)) {
            wire.request(server.anonymous(), "GET /v1/me", headers);
            return wire.answer().requireCommonRules();
        }
    }
}
