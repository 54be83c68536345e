package app.inboundflow.client.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.ServerException;
import app.inboundflow.client.SyncMark;
import app.inboundflow.client.model.Appointment;
import app.inboundflow.client.model.CallDetail;
import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.Lead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything new is read, at least once, however often the reader is stopped, and whenever rows appear. */
class SyncTest {
    private static final Instant NOON = Instant.parse("2026-02-24T12:00:00Z");

    private final FakeInboundFlow fake = FakeInboundFlow.start().clock(Clock.fixed(NOON, ZoneOffset.UTC));
    private final InboundFlowClient client = fake.client();
    private final List<UUID> delivered = new ArrayList<>();
    private String saved;

    @AfterEach
    void close() {
        client.close();
        fake.close();
    }

    private UUID call(Instant createdAt) {
        return fake.add(new CallDetail().createdAt(createdAt.atOffset(ZoneOffset.UTC)))
                .getId();
    }

    private void run() {
        for (var batch : client.calls().sync(SyncMark.parse(saved))) {
            batch.items().forEach(call -> delivered.add(call.getId()));
            saved = batch.mark().toString();
        }
    }

    @Test
    void syncReadsEverythingOnce() {
        var ids = new HashSet<UUID>();
        for (var i = 0; i < 250; i++) {
            ids.add(call(NOON.minus(Duration.ofMinutes(i))));
        }

        run();
        run();

        assertThat(delivered).hasSize(250).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(fake.requests().get(0)).isEqualTo("GET /v1/calls?limit=100");
        assertThat(fake.requests().get(3)).isEqualTo("GET /v1/calls?limit=100&since=2026-02-24T11%3A50%3A00Z");
    }

    @Test
    void syncReadsNothingOfNothing() {
        run();
        var id = call(NOON);
        run();

        assertThat(delivered).containsExactly(id);
    }

    @Test
    void syncReadsRowsThatAppearLate() {
        call(NOON);
        run();
        delivered.clear();
        var late = call(NOON.minus(Duration.ofMinutes(9)));

        run();
        run();

        assertThat(delivered).containsExactly(late);
    }

    @Test
    void syncReadsRowsOfOneMoment() {
        call(NOON);
        run();
        delivered.clear();
        var ids = Set.of(call(NOON), call(NOON), call(NOON));

        run();
        run();

        assertThat(delivered).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void syncIsNotBlindedByADateOfTheFuture() {
        var future = call(NOON.plus(Duration.ofDays(9999)));
        run();
        var present = call(NOON.plusSeconds(1));

        run();
        run();

        assertThat(delivered).containsExactly(future, present);
    }

    @Test
    void syncBeginsAtAMoment() {
        call(NOON.minus(Duration.ofDays(2)));
        var id = call(NOON);
        saved = SyncMark.since(NOON.minus(Duration.ofDays(1))).toString();

        run();

        assertThat(delivered).containsExactly(id);
    }

    @Test
    void syncGoesOnWithItsPageAfterAStop() {
        for (var i = 0; i < 250; i++) {
            call(NOON.minusSeconds(i));
        }
        var first = client.calls().sync(SyncMark.beginning()).iterator().next();
        saved = first.mark().toString();

        run();

        assertThat(delivered)
                .hasSize(150)
                .doesNotContainAnyElementsOf(
                        first.items().stream().map(call -> call.getId()).toList());
        assertThat(fake.requests()).hasSize(3);
    }

    @Test
    void syncBeginsItsRoundAgainWhenTheServerForgotTheCursor() {
        for (var i = 0; i < 150; i++) {
            call(NOON.minusSeconds(i));
        }
        saved = client.calls()
                .sync(SyncMark.beginning())
                .iterator()
                .next()
                .mark()
                .toString();
        saved = saved.replaceFirst("\"cursor\":\"[^\"]*\"", "\"cursor\":\"b2xk\"");

        run();

        assertThat(delivered).hasSize(150);
    }

    @Test
    void syncReadsEveryList() {
        fake.add(new Contact());
        fake.add(new Lead());
        fake.add(new Appointment());

        assertThat(client.contacts()
                        .sync(SyncMark.beginning())
                        .iterator()
                        .next()
                        .items())
                .hasSize(1);
        assertThat(client.leads().sync(SyncMark.beginning()).iterator().next().items())
                .hasSize(1);
        assertThat(client.appointments()
                        .sync(SyncMark.beginning())
                        .iterator()
                        .next()
                        .items())
                .hasSize(1);
    }

    /** Rows appear at any time, up to the overlap late and many of one moment; the reader stops at every request, or fails. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void syncMissesNothingHoweverOftenItIsStopped(long seed) {
        var random = new Random(seed);
        var ids = new HashSet<UUID>();
        var twice = 0;
        for (var step = 0; step < 120; step++) {
            var now = NOON.plusSeconds(30L * step);
            fake.clock(Clock.fixed(now, ZoneOffset.UTC));
            for (var rows = random.nextInt(step % 40 == 0 ? 400 : 8); rows > 0; rows--) {
                ids.add(call(now.minusSeconds(random.nextInt(10) * 60L)));
            }
            if (random.nextInt(5) == 0) {
                fake.failNext(500);
            }
            try {
                // A new process: all that it has is the text that was saved.
                var batch =
                        client.calls().sync(SyncMark.parse(saved)).iterator().next();
                batch.items().forEach(call -> delivered.add(call.getId()));
                if (random.nextInt(4) == 0) {
                    twice += batch.items().size();
                } else {
                    saved = batch.mark().toString();
                }
            } catch (ServerException down) {
                // The next one tries again.
            }
        }
        run();
        run();

        assertThat(new HashSet<>(delivered)).isEqualTo(ids);
        assertThat(delivered.size()).isLessThanOrEqualTo(ids.size() + twice);
    }

    @Test
    void markIsReadAsItWasSaved() {
        for (var i = 0; i < 150; i++) {
            call(NOON.minusSeconds(i));
        }
        for (var batch : client.calls().sync(SyncMark.beginning().overlap(Duration.ofDays(1)))) {
            assertThat(SyncMark.parse(batch.mark().toString())).isEqualTo(batch.mark());
        }
        assertThat(SyncMark.parse(null)).isEqualTo(SyncMark.beginning());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "2026-02-24", "{\"version\":2,\"seen\":[],\"overlap\":600}"})
    void markThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> SyncMark.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This is no mark that this version of the client has saved");
    }
}
