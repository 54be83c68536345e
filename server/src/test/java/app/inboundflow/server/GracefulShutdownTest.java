package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GracefulShutdownTest {
    @Test
    void listAppointmentsIsAnsweredThoughTheServerStopsMeanwhile() throws Exception {
        var server = TestServer.with(Map.of());
        var organization = server.organization();
        var appointment = organization.appointment();
        var api = organization.api();
        api.get("/v1/me").expect(200);
        CompletableFuture<Answer> answer;
        CompletableFuture<Void> stopped;
        try (var blocker = TestServer.shared().sql().connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE appointments IN ACCESS EXCLUSIVE MODE");
            answer = CompletableFuture.supplyAsync(() -> api.get("/v1/appointments"));
            Locks.awaitWaiting(1);

            stopped = CompletableFuture.runAsync(server::close);
            awaitNoMoreConnections(api);
            assertThat(answer).isNotDone();
            assertThat(stopped).isNotDone();
            blocker.rollback();
        }

        assertThat(answer.get().expect(200).ids()).containsExactly(appointment);
        stopped.get();
    }

    private static void awaitNoMoreConnections(Api api) throws IOException {
        var since = System.nanoTime();
        while (true) {
            try (var socket = new Socket(api.server().getHost(), api.server().getPort())) {
                assertThat(socket.isConnected()).isTrue();
            } catch (ConnectException refused) {
                return;
            } catch (SocketException reset) {
                // Caught in the queue of the listener as it closed; the next one is refused.
            }
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
