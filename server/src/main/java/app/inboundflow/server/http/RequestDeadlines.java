package app.inboundflow.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request that arrives too slowly, however regularly its bytes come: 10 seconds from the first byte for the headers,
 * 30 from there for the body. Stands before the decoder, where it sees the first byte.
 */
final class RequestDeadlines extends ChannelInboundHandlerAdapter {
    private final RequestLine line = new RequestLine();
    private final Duration forHeaders;
    private final Duration forBody;
    private @Nullable Deadline deadline;

    RequestDeadlines(Duration forHeaders, Duration forBody) {
        this.forHeaders = forHeaders;
        this.forBody = forBody;
    }

    void start(ChannelHandlerContext context, Consumer<ChannelHandlerContext> onTooSlow) {
        deadline = new Deadline(context.executor(), () -> onTooSlow.accept(context));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (deadline != null && !deadline.isSet()) {
            line.begin();
            bytesArrived();
        }
        if (message instanceof ByteBuf bytes) {
            line.repair(bytes);
        }
        context.fireChannelRead(message);
    }

    long secondsForBody() {
        return forBody.toSeconds();
    }

    /** The headers of a request have begun to arrive. */
    void bytesArrived() {
        restart(forHeaders);
    }

    /** The headers are there. */
    void bodyFollows() {
        restart(forBody);
    }

    private void restart(Duration duration) {
        if (deadline != null) {
            deadline.set(duration);
        }
    }

    /** The request is there. */
    void requestIsRead() {
        if (deadline != null) {
            deadline.lift();
        }
    }

    /** The connection is closed. */
    void stop() {
        if (deadline != null) {
            deadline.close();
        }
    }
}
