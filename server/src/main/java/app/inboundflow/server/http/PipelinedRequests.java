package app.inboundflow.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Hands on the next request of a connection when the client's system has taken the answer to the one before. The framework
 * would answer all requests that arrive together at once, and keep every answer in memory until a client reads it.
 */
final class PipelinedRequests extends ChannelDuplexHandler {
    private final Queue<Object> waiting = new ArrayDeque<>(1);
    private boolean isAnswering;
    /** An answer said that it is the last: what came after its request is never carried out (RFC 9112, 9.6). */
    private boolean isLast;

    private boolean wantsMore;

    @Override
    public void channelRead(ChannelHandlerContext context, Object request) {
        if (isLast) {
            ReferenceCountUtil.release(request);
        } else if (isAnswering) {
            waiting.add(request);
        } else {
            isAnswering = true;
            context.fireChannelRead(request);
        }
    }

    /** What waits came with what was read before; no more is read until all of it is answered. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (waiting.isEmpty()) {
            context.read();
        } else {
            wantsMore = true;
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse answer && !HttpUtil.isKeepAlive(answer)) {
            isLast = true;
            discard();
        }
        context.write(
                message,
                message instanceof LastHttpContent
                        ? promise.unvoid().addListener(written -> answerNext(context))
                        : promise);
    }

    private void answerNext(ChannelHandlerContext context) {
        var next = waiting.poll();
        isAnswering = next != null;
        if (next != null) {
            context.fireChannelRead(next);
            context.fireChannelReadComplete();
        }
        if (waiting.isEmpty() && wantsMore) {
            wantsMore = false;
            context.read();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        discard();
    }

    private void discard() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
