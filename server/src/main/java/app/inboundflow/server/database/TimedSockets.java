package app.inboundflow.server.database;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * Sockets to PostgreSQL for which one thread keeps the time of all reads (the driver's {@code socketTimeout}). A socket of the JDK asks
 * the operating system three times for each answer when it has a limit: to read, to wait, and to read again. Without one it asks
 * once, which saves a small request a twentieth of its processor time.
 *
 * <p>A read that is over its limit ends up to half a second late, with its socket closed: a connection of which an answer is
 * outstanding is of no use to anybody. Limits of less than a second are left to the JDK, which leaves the socket open.
 */
public final class TimedSockets extends SocketFactory {
    private static final int LEAST_MILLISECONDS = 1_000;
    private static final int MILLISECONDS_BETWEEN_LOOKS = 500;
    private static final long NOT_READING = 0;

    private static final Set<TimedSocket> OPEN = ConcurrentHashMap.newKeySet();

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
        private volatile long limit;
        private volatile long readingSince = NOT_READING;
        private volatile boolean isOverdue;

        @Override
        public void setSoTimeout(int milliseconds) throws SocketException {
            var isWatched = milliseconds >= LEAST_MILLISECONDS;
            super.setSoTimeout(isWatched ? 0 : milliseconds);
            limit = isWatched ? TimeUnit.MILLISECONDS.toNanos(milliseconds) : 0;
            if (isWatched) {
                OPEN.add(this);
            }
        }

        @Override
        public int getSoTimeout() throws SocketException {
            var watched = TimeUnit.NANOSECONDS.toMillis(limit);
            return watched > 0 ? (int) watched : super.getSoTimeout();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    var one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    // Never 0, which would mean that nobody reads.
                    readingSince = System.nanoTime() | 1;
                    try {
                        return super.read(bytes, offset, length);
                    } catch (SocketException closed) {
                        throw isOverdue ? timedOut(closed) : closed;
                    } finally {
                        readingSince = NOT_READING;
                    }
                }
            };
        }

        private static SocketTimeoutException timedOut(SocketException closed) {
            var timedOut = new SocketTimeoutException("Read timed out");
            timedOut.initCause(closed);
            return timedOut;
        }

        private void closeIfOverdue(long now) {
            var since = readingSince;
            var most = limit;
            if (most > 0 && since != NOT_READING && now - since > most) {
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
