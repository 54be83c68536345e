package app.inboundflow.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The body of a request while it arrives: at most 64 KiB, on the heap, counted among the held bytes. */
final class RequestBody {
    /** The largest body in bytes. */
    static final int MOST = 65_536;

    private final HeldBytes held;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    RequestBody(HeldBytes held) {
        this.held = held;
    }

    boolean hasRoomFor(ByteBuf part) {
        return bytes.readableBytes() + part.readableBytes() <= MOST;
    }

    /** Copies a part, because a part that comes alone would keep the whole buffer that it was read into. */
    void add(ByteBuf part) {
        var size = part.readableBytes();
        if (size > 0 && bytes.capacity() == 0) {
            bytes = Unpooled.buffer(size, MOST);
        }
        if (size > 0) {
            bytes.writeBytes(part);
            held.add(size);
        }
    }

    /** What has arrived; the next body begins empty. */
    ByteBuf take() {
        var taken = bytes;
        held.remove(taken.readableBytes());
        bytes = Unpooled.EMPTY_BUFFER;
        return taken;
    }
}
