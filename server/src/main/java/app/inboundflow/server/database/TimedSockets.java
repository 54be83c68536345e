package app.inboundflow.server.database;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets to PostgreSQL for which one thread keeps the time of connecting (the driver's {@code connectTimeout}) and of all reads
 * ({@code socketTimeout}). A socket of the JDK that has connected or read with a limit of its own, or on a virtual thread, does not
 * block any more: it asks the operating system three times for each answer, to read, to wait, and to read again. These ask once.
 *
 * <p>What is over its limit ends up to half a second late, with its socket closed: a connection of which an answer is
 * outstanding is of no use to anybody. Limits of less than a second are left to the JDK, which leaves the socket open.
 */
public final class TimedSockets extends SocketFactory {
    private static final int LEAST_MILLISECONDS = 1_000;
    private static final int MILLISECONDS_BETWEEN_LOOKS = 500;
    private static final long NOT_WAITING = 0;
    private static final int READ_AHEAD = 64 * 1024;

    private static final Set<TimedSocket> OPEN = ConcurrentHashMap.newKeySet();

    /** What virtual threads read and write is read and written here, at most one thing for each connection. */
    private static final ExecutorService FOR_VIRTUAL_THREADS = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("database-", 1).factory());

    static {
        Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("database-timeouts").factory())
                .scheduleWithFixedDelay(
                        TimedSockets::look,
                        MILLISECONDS_BETWEEN_LOOKS,
                        MILLISECONDS_BETWEEN_LOOKS,
                        TimeUnit.MILLISECONDS);
    }

    private static void look() {
        var now = System.nanoTime();
        for (var socket : OPEN) {
            socket.closeIfOverdue(now);
        }
    }

    @Override
    public Socket createSocket() {
        return new TimedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unconnectedOnly();
    }

    private static UnsupportedOperationException unconnectedOnly() {
        return new UnsupportedOperationException("The driver connects its sockets itself.");
    }

    private static final class TimedSocket extends Socket {
        /** In nanoseconds; 0 when the JDK keeps it, or nobody. */
        private volatile long readLimit;
        /** The {@link System#nanoTime} at which what is waited for is overdue. */
        private volatile long waitingUntil = NOT_WAITING;

        private volatile boolean isOverdue;

        private @Nullable Input input;

        private interface Operation<T> {
            T run() throws IOException;
        }

        @Override
        public void connect(SocketAddress address, int milliseconds) throws IOException {
            OPEN.add(this);
            var watched = watched(milliseconds);
            try {
                timed(watched, () -> {
                    super.connect(address, watched > 0 ? 0 : milliseconds);
                    return null;
                });
            } catch (IOException failed) {
                close();
                throw failed;
            }
        }

        @Override
        public void setSoTimeout(int milliseconds) throws SocketException {
            var watched = watched(milliseconds);
            super.setSoTimeout(watched > 0 ? 0 : milliseconds);
            readLimit = watched;
        }

        private static long watched(int milliseconds) {
            return milliseconds < LEAST_MILLISECONDS ? 0 : TimeUnit.MILLISECONDS.toNanos(milliseconds);
        }

        @Override
        public int getSoTimeout() throws SocketException {
            var watched = TimeUnit.NANOSECONDS.toMillis(readLimit);
            return watched > 0 ? (int) watched : super.getSoTimeout();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            var unbuffered = super.getInputStream();
            if (input == null) {
                // One for all who ask, because it has bytes that were read ahead.
                input = new Input(unbuffered);
            }
            return input;
        }

        /** The driver asks for 8 KB at a time. What fills that has more behind it, which is read in large pieces. */
        private final class Input extends InputStream {
            private final InputStream unbuffered;
            private byte @Nullable [] ahead;
            private int next;
            private int end;
            private boolean expectsMore;

            Input(InputStream unbuffered) {
                this.unbuffered = unbuffered;
            }

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (next == end && expectsMore && length < READ_AHEAD) {
                    if (ahead == null) {
                        ahead = new byte[READ_AHEAD];
                    }
                    next = 0;
                    end = 0;
                    end = Math.max(fill(ahead, 0, READ_AHEAD), 0);
                }
                if (next == end) {
                    return fill(bytes, offset, length);
                }
                var count = Math.min(length, end - next);
                System.arraycopy(ahead, next, bytes, offset, count);
                next += count;
                return count;
            }

            private int fill(byte[] bytes, int offset, int length) throws IOException {
                int count = timed(readLimit, () -> unbuffered.read(bytes, offset, length));
                expectsMore = count == length;
                return count;
            }

            @Override
            public int available() throws IOException {
                return end - next + unbuffered.available();
            }

            @Override
            public void close() throws IOException {
                unbuffered.close();
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    blocking(() -> {
                        out.write(bytes, offset, length);
                        return null;
                    });
                }
            };
        }

        /** Lets an operation wait for so many nanoseconds; when it is 0, as long as it takes. */
        private <T> T timed(long limit, Operation<T> operation) throws IOException {
            // Never 0, which would mean that nobody waits.
            waitingUntil = limit > 0 ? (System.nanoTime() + limit) | 1 : NOT_WAITING;
            try {
                return blocking(operation);
            } catch (SocketException closed) {
                throw isOverdue ? timedOut(closed) : closed;
            } finally {
                waitingUntil = NOT_WAITING;
            }
        }

        private <T> T blocking(Operation<T> operation) throws IOException {
            if (!Thread.currentThread().isVirtual()) {
                return operation.run();
            }
            try {
                return FOR_VIRTUAL_THREADS.submit(operation::run).get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw new IllegalStateException(failed.getCause());
            } catch (InterruptedException stopped) {
                // As the JDK does when a virtual thread is interrupted.
                Thread.currentThread().interrupt();
                close();
                throw new SocketException("Closed by interrupt", stopped);
            }
        }

        private static SocketTimeoutException timedOut(SocketException closed) {
            var timedOut = new SocketTimeoutException("timed out");
            timedOut.initCause(closed);
            return timedOut;
        }

        private void closeIfOverdue(long now) {
            var until = waitingUntil;
            if (until != NOT_WAITING && now - until > 0) {
                isOverdue = true;
                try {
                    close();
                } catch (IOException unclosable) {
                    // Then it is as closed as it can be.
                    OPEN.remove(this);
                }
            }
        }

        @Override
        public void close() throws IOException {
            OPEN.remove(this);
            super.close();
        }
    }
}
