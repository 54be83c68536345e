package app.inboundflow.server.http;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.Problems;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a connection and the framework, and hands on whole requests only: so no request runs before its body is
 * there, and none whose end is in doubt is followed by another. Runs on the connection's event loop.
 */
final class RequestGate extends ChannelDuplexHandler {
    /** Later than any moment. */
    static final long BUSY = Long.MAX_VALUE;

    private final HeldBytes held;
    private final RequestDeadlines deadlines;
    private final LingeringClose closing;
    /** The request that is being read, until it is handed on. */
    private @Nullable RequestHead head;

    private final RequestBody body;
    private final Queue<CheckedRequest> unanswered = new ArrayDeque<>(1);
    private boolean ended;
    private volatile long idleSince = System.nanoTime();

    RequestGate(HeldBytes held, RequestDeadlines deadlines, LingeringClose closing) {
        this.held = held;
        this.deadlines = deadlines;
        this.closing = closing;
        this.body = new RequestBody(held);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadlines.start(context, this::tooSlow);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!ended && message instanceof HttpRequest request) {
                begin(context, RequestHead.of(request));
            }
            if (!ended && message instanceof HttpContent content) {
                take(context, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, RequestHead next) {
        deadlines.bodyFollows();
        head = next;
        noteIdle();
        if (next.ends()) {
            end(context, next.refusal());
        } else if (next.takesBody() && HttpUtil.getContentLength(next.request(), 0L) > RequestBody.MOST) {
            refuseBody(context, next);
        } else if (next.awaitsContinue()) {
            context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    /** The rest of a body that is too large is read and forgotten, for a client that is still sending reads no answer. */
    private void refuseBody(ChannelHandlerContext context, RequestHead refused) {
        if (refused.awaitsContinue()) {
            end(context, Problems.payloadTooLarge());
        } else {
            handOn(context, Problems.payloadTooLarge());
        }
    }

    private void take(ChannelHandlerContext context, HttpContent content) {
        var current = head;
        if (content.decoderResult().isFailure()) {
            end(context, Problems.invalid("The chunks of the body are malformed."));
        } else if (current != null && current.takesBody()) {
            keep(context, current, content.content());
        }
        if (content instanceof LastHttpContent && !ended) {
            if (head != null) {
                handOn(context, head.refusal());
            }
            deadlines.requestIsRead();
        }
    }

    private void keep(ChannelHandlerContext context, RequestHead current, ByteBuf part) {
        if (!body.hasRoomFor(part)) {
            refuseBody(context, current);
        } else if (held.areTooMany()) {
            end(context, HeldBytes.busy());
        } else {
            body.add(part);
        }
    }

    /** Hands a request on to be answered, and with that the body. */
    private void handOn(ChannelHandlerContext context, @Nullable ProblemException refusal) {
        var done = Objects.requireNonNull(head);
        var bytes = body.take();
        // A server is alive however little its clients read.
        var isTooBusy = held.areTooMany() && !done.uri().matches("/(health|metrics).*");
        var request = new CheckedRequest(
                done.version(), done.request(), done.uri(), bytes, isTooBusy ? HeldBytes.busy() : refusal, held);
        request.headers()
                .remove(HttpHeaderNames.TRANSFER_ENCODING)
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
        head = null;
        unanswered.add(request);
        context.fireChannelRead(request);
    }

    /** Hands the last request of this connection on: nobody can tell where another one would begin. */
    private void end(ChannelHandlerContext context, @Nullable ProblemException refusal) {
        ended = true;
        closing.begin();
        deadlines.requestIsRead();
        if (head == null) {
            // It has been answered, or is about to be.
            closeWhenAnswered(context);
        } else {
            head.request().headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            handOn(context, refusal);
        }
    }

    private void tooSlow(ChannelHandlerContext context) {
        if (!unanswered.isEmpty() && head == null && !ended) {
            // It is not the client who is slow.
            deadlines.bytesArrived();
        } else if (head == null) {
            ended = true;
            context.close();
        } else {
            var rule = "The body did not arrive within " + deadlines.secondsForBody() + " seconds.";
            end(context, Problems.invalid(rule));
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse answer) {
            answer.headers().set(HttpHeaderNames.DATE, DateHeader.now());
        }
        if (message instanceof LastHttpContent) {
            context.write(message, promise.unvoid().addListener(written -> {
                // They are answered in turn. When the connection was closed, all of them have ended.
                if (unanswered.poll() instanceof CheckedRequest answered) {
                    answered.end();
                }
                noteIdle();
                closeWhenAnswered(context);
            }));
        } else {
            context.write(message, promise);
        }
    }

    private void closeWhenAnswered(ChannelHandlerContext context) {
        if (ended && unanswered.isEmpty()) {
            context.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadlines.stop();
        body.take().release();
        unanswered.forEach(CheckedRequest::end);
        unanswered.clear();
    }

    private void noteIdle() {
        idleSince = head == null && unanswered.isEmpty() ? System.nanoTime() : BUSY;
    }

    /** The {@link System#nanoTime} since when no request is being read or answered; {@link #BUSY} while one is. */
    long idleSince() {
        return idleSince;
    }
}
