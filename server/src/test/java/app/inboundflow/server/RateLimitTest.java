package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitTest {
    private final TestClock clock = new TestClock();

    @AutoClose
    private final TestServer server = TestServer.with(Map.of(), clock);

    @Test
    void everyAuthenticatedAnswerCountsAndSaysWhatRemains() {
        var organization = server.organization();
        var api = organization.api(organization.key(60, "calls:read", "contacts:read", "contacts:write"));
        var reset = Long.toString(clock.instant().getEpochSecond() + 60);
        var answers = new Answer[] {
            api.get("/v1/calls").expect(200),
            api.createContact("{\"phone\": \"+14155551234\"}").expect(201),
            api.get("/v1/calls?limit=0").expect(400),
            api.get("/v1/calls?colour=red").expect(400),
            api.get("/v1/calls?cursor=eyJ").expect(400),
            api.createContact("{").expect(400),
            api.get("/v1/leads").expect(403),
            api.get("/v1/calls/" + UUID.randomUUID()).expect(404),
            api.get("/v1/nothing").expect(404),
            api.send("DELETE", "/v1/calls", BodyPublishers.noBody()).expect(405),
            api.get("/v1/calls", "Accept", "text/html").expect(406),
            api.createContact("{\"phone\": \"+14155551234\"}").expect(409),
            api.createContact("\"" + "x".repeat(70_000) + "\"").expect(413),
            api.send("POST", "/v1/contacts", BodyPublishers.ofString("x"), "Content-Type", "text/plain")
                    .expect(415),
        };
        for (var i = 0; i < answers.length; i++) {
            var answer = answers[i];
            assertThat(answer.header("X-RateLimit-Limit")).as(answer.body()).isEqualTo("60");
            assertThat(answer.header("X-RateLimit-Remaining")).as(answer.body()).isEqualTo(Integer.toString(59 - i));
            assertThat(answer.header("X-RateLimit-Reset")).as(answer.body()).isEqualTo(reset);
        }
    }

    @Test
    void getMeRefusesWhatIsOverTheLimitAndSaysWhenToComeBack() {
        var organization = server.organization();
        var api = organization.api(organization.key(3));
        for (var i = 0; i < 3; i++) {
            api.get("/v1/me").expect(200);
        }
        clock.advance(Duration.ofSeconds(48));

        var refused = api.get("/v1/me").expect(429, """
                {
                  "type": "/problems/rate_limited",
                  "title": "Too many requests",
                  "status": 429,
                  "detail": "This key may make 3 requests a minute. Try again in 12 seconds.",
                  "code": "rate_limited",
                  "errors": []
                }
                """);
        assertThat(refused.header("Retry-After")).isEqualTo("12");
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("3");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("X-RateLimit-Reset"))
                .isEqualTo(Long.toString(clock.instant().getEpochSecond() + 12));

        clock.advance(Duration.ofSeconds(12));
        api.get("/v1/me").expect(200);
    }

    @Test
    void createContactDoesNothingWhenItIsOverTheLimit() {
        var organization = server.organization();
        var api = organization.api(organization.key(1, "contacts:write"));
        api.createContact("{\"phone\": \"+14155551234\"}").expect(201);

        api.createContact("{\"phone\": \"+14155551235\"}").expect(429);

        assertThat(organization.api().ids("/v1/contacts")).hasSize(1);
    }

    @Test
    void getMeNeverRefusesAClientThatObeysTheHeaders() {
        var organization = server.organization();
        var api = organization.api(organization.key(4));
        for (var request = 0; request < 40; request++) {
            var answer = api.get("/v1/me").expect(200);
            if (answer.header("X-RateLimit-Remaining").equals("0")) {
                var reset = Long.parseLong(answer.header("X-RateLimit-Reset"));
                clock.advance(Duration.ofSeconds(reset - clock.instant().getEpochSecond()));
            } else {
                clock.advance(Duration.ofSeconds(request % 7));
            }
        }
    }

    @Test
    void getMeCountsForEachKeyAlone() {
        var organization = server.organization();
        var one = organization.api(organization.key(1));
        var other = organization.api(organization.key(2));
        one.get("/v1/me").expect(200);
        one.get("/v1/me").expect(429);

        assertThat(other.get("/v1/me").expect(200).header("X-RateLimit-Limit")).isEqualTo("2");
        other.get("/v1/me").expect(200);
        other.get("/v1/me").expect(429);
    }

    @Test
    void getMeCountsNothingForWhoeverIsNotLetIn() {
        var organization = server.organization();
        var key = organization.key(60);
        server.anonymous().get("/v1/me").expect(401);
        organization.api(key.substring(0, key.length() - 1) + "~").get("/v1/me").expect(401);

        assertThat(organization.api(key).get("/v1/me").header("X-RateLimit-Remaining"))
                .isEqualTo("59");
    }

    @Test
    void getMeCountsByAClockThatNobodySets() {
        var organization = server.organization();
        var api = organization.api(organization.key(1));
        api.get("/v1/me").expect(200);

        clock.set(Duration.ofHours(-1));
        assertThat(api.get("/v1/me").expect(429).header("Retry-After")).isEqualTo("60");
        clock.advance(Duration.ofSeconds(60));
        api.get("/v1/me").expect(200);
        clock.set(Duration.ofHours(2));
        api.get("/v1/me").expect(429);
    }
}
