package app.inboundflow.server.http;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections of one address (of IPv6, one /64 network) to one port: one more takes the place of the one that is
 * idle the longest.
 */
final class Connections {
    private final int mostOfAddress;
    private final Map<ByteBuffer, Map<Channel, RequestGate>> open = new ConcurrentHashMap<>();

    Connections(int mostOfAddress) {
        this.mostOfAddress = mostOfAddress;
    }

    /** Notes a new connection. It is closed at once when its address has too many and none of them is idle. */
    void add(Channel channel, RequestGate gate) {
        var address = address(channel);
        if (address == null) {
            return;
        }
        channel.closeFuture().addListener(closed -> remove(address, channel));
        var isOneMore = new boolean[1];
        var others = open.compute(address, (key, present) -> {
            var all = present == null ? new ConcurrentHashMap<Channel, RequestGate>() : present;
            isOneMore[0] = all.size() >= mostOfAddress;
            all.put(channel, gate);
            return all;
        });
        if (isOneMore[0]) {
            others.entrySet().stream()
                    .filter(other ->
                            other.getKey() != channel && other.getValue().idleSince() != RequestGate.BUSY)
                    .min(Comparator.comparingLong(other -> other.getValue().idleSince()))
                    .map(Map.Entry::getKey)
                    .orElse(channel)
                    .close();
        }
    }

    private void remove(ByteBuffer address, Channel channel) {
        open.computeIfPresent(address, (key, all) -> {
            all.remove(channel);
            return all.isEmpty() ? null : all;
        });
    }

    private static @Nullable ByteBuffer address(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)
                || !(channel.localAddress() instanceof InetSocketAddress local)) {
            return null;
        }
        var octets = remote.getAddress() instanceof Inet6Address ? 8 : 4;
        return ByteBuffer.allocate(octets + Integer.BYTES)
                .put(remote.getAddress().getAddress(), 0, octets)
                .putInt(local.getPort())
                .flip();
    }
}
