package app.inboundflow.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimedSocketsTest {
    /** O_NONBLOCK on Linux. */
    private static final int NON_BLOCKING = 04000;

    private static final long SEED = 20_261_127;

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
        // The driver's connectTimeout.
        made.connect(server.getLocalSocketAddress(), 2_000);
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

    /** Nobody accepts what is more than the backlog holds, and the operating system would try for two minutes. */
    @Test
    void aConnectionThatNobodyAcceptsEndsAtItsLimit() throws IOException {
        var connections = new ArrayList<Socket>();
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> {
                        while (connections.size() < 10) {
                            connections.add(new TimedSockets().createSocket());
                            connections.getLast().connect(busy.getLocalSocketAddress(), 1_000);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(connections.getLast().isClosed()).isTrue();
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    @Test
    void aConnectionThatIsRefusedSaysSo() throws IOException {
        var address = server.getLocalSocketAddress();
        server.close();

        try (var refused = new TimedSockets().createSocket()) {
            assertThatThrownBy(() -> refused.connect(address, 60_000)).isInstanceOf(ConnectException.class);
        }
    }

    /** A socket that does not block needs three system calls for an answer. The JDK would make it so for good. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void neitherALimitNorAVirtualThreadLetsASocketReadWithoutBlocking() throws Exception {
        socket.setSoTimeout(7_000);
        database.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        socket.getOutputStream().write('y');
                        assertThat(database.getInputStream().read()).isEqualTo('y');
                        database.getOutputStream().write('z');
                        assertThat(socket.getInputStream().read()).isEqualTo('z');
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                })
                .join();

        // That of this test has read on a virtual thread.
        assertThat(isBlocking(database.getLocalPort(), database.getPort())).isFalse();
        assertThat(isBlocking(socket.getLocalPort(), socket.getPort())).isTrue();
    }

    private static boolean isBlocking(int port, int peer) throws IOException {
        var inode = Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/self/net", table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].endsWith(":%04X".formatted(port)))
                .filter(columns -> columns[2].endsWith(":%04X".formatted(peer)))
                .map(columns -> columns[9])
                .findFirst()
                .orElseThrow();
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> target(descriptor).equals("socket:[" + inode + "]"))
                    .flatMap(descriptor -> lines(Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName())))
                    .filter(line -> line.startsWith("flags:"))
                    .map(line ->
                            Integer.parseInt(line.substring("flags:".length()).strip(), 8))
                    .allMatch(flags -> (flags & NON_BLOCKING) == 0);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Pages fill what the driver reads into, again and again, and some of it is read by other sizes. */
    @Test
    void longAnswersArriveWholeInWhateverPiecesTheyAreRead() throws Exception {
        var answers = new byte[4_000_000];
        new Random(SEED).nextBytes(answers);
        var sender = CompletableFuture.runAsync(() -> {
            try {
                database.getOutputStream().write(answers);
                database.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });

        var read = new ByteArrayOutputStream();
        var sizes = new Random(SEED);
        var piece = new byte[200_000];
        var stream = socket.getInputStream();
        while (true) {
            var wanted = sizes.nextInt(4) == 0 ? sizes.nextInt(1, piece.length) : 8_192;
            var available = stream.available();
            var count = stream.read(piece, 0, wanted);
            if (count < 0) {
                break;
            }
            assertThat(count).isBetween(Math.min(available, 1), wanted);
            read.write(piece, 0, count);
        }

        sender.join();
        assertThat(read.toByteArray()).isEqualTo(answers);
    }

    @Test
    void whatWasReadAheadIsAvailableToWhoeverAsks() throws Exception {
        database.getOutputStream().write(new byte[8_192 + 100]);
        assertThat(socket.getInputStream().readNBytes(8_192)).hasSize(8_192);
        // This reads the other hundred with it.
        assertThat(socket.getInputStream().read()).isZero();
        assertThat(socket.getInputStream().available()).isEqualTo(99);

        database.getOutputStream().write(new byte[1]);
        database.shutdownOutput();
        assertThat(socket.getInputStream().readAllBytes()).hasSize(100);
    }

    /** The driver skips the rest of a row for which there is no memory. */
    @Test
    void whatWasReadAheadIsSkippedFirst() throws Exception {
        var answer = new byte[8_192 + 100];
        answer[8_192 + 60] = 'x';
        database.getOutputStream().write(answer);
        var stream = socket.getInputStream();
        assertThat(stream.readNBytes(8_192)).hasSize(8_192);
        assertThat(stream.read()).isZero();

        stream.skipNBytes(59);
        assertThat(stream.read()).isEqualTo('x');

        stream.close();
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void behindAPieceThatIsFullCanBeTheEnd() throws Exception {
        database.getOutputStream().write(new byte[8_192]);
        database.shutdownOutput();

        assertThat(socket.getInputStream().readNBytes(8_192)).hasSize(8_192);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
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
