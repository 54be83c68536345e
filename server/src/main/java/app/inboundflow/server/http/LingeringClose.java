package app.inboundflow.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client may still be sending: first the server's side, and a second later the other. A client
 * would lose the answer if the connection were closed at once, because what it sends then is answered with a reset.
 */
final class LingeringClose extends ChannelDuplexHandler {
    private static final int LINGER_SECONDS = 1;

    private boolean begun;
    private boolean lingers;

    /** The connection is about to be closed. Whatever comes on it is read, so that the client is not held up. */
    void begin() {
        begun = true;
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (lingers) {
            return;
        }
        if (begun && context.channel().isActive() && context.channel() instanceof DuplexChannel connection) {
            lingers = true;
            connection.shutdownOutput();
            context.read();
            context.executor().schedule(() -> context.close(promise), LINGER_SECONDS, TimeUnit.SECONDS);
        } else {
            context.close(promise);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (begun) {
            context.read();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            // The client went away.
            context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
