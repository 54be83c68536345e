package app.inboundflow.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimedSocketsTest {
    private ServerSocket server;
    private Socket socket;
    private Socket database;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = connected();
        database = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        database.close();
        server.close();
    }

    private Socket connected() throws IOException {
        var made = new TimedSockets().createSocket();
        made.connect(server.getLocalSocketAddress());
        return made;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReadEndsAtItsLimitAndClosesTheSocketButNoOther(boolean isVirtual) throws Exception {
        try (var idle = connected();
                var other = server.accept();
                var threads =
                        isVirtual ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newSingleThreadExecutor()) {
            idle.setSoTimeout(1_000);
            socket.setSoTimeout(1_000);

            assertThatThrownBy(() -> read(threads, socket).join())
                    .cause()
                    .cause()
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(socket.isClosed()).isTrue();

            other.getOutputStream().write('x');
            assertThat(read(threads, idle).join()).isEqualTo('x');
        }
    }

    private static CompletableFuture<Integer> read(ExecutorService threads, Socket socket) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return socket.getInputStream().read();
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                },
                threads);
    }

    @Test
    void theEndOfTheStreamIsTheEndHoweverLongTheLimit() throws IOException {
        socket.setSoTimeout(60_000);
        database.close();

        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    /** The driver looks for messages that may have come with a limit of a millisecond, and goes on. */
    @Test
    void aShortLimitLeavesTheSocketOpen() throws IOException {
        socket.setSoTimeout(7_000);
        socket.setSoTimeout(1);

        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(7_000);
        database.getOutputStream().write(0xFF);
        assertThat(socket.getInputStream().read()).isEqualTo(0xFF);
        assertThat(socket.getSoTimeout()).isEqualTo(7_000);
    }
}
