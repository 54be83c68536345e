package app.inboundflow.server.http;

import app.inboundflow.server.problem.ProblemException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** A whole request, with what is wrong with it as HTTP: that is answered after authentication, by {@link RefusalFilter}. */
final class CheckedRequest extends DefaultFullHttpRequest {
    private final transient @Nullable ProblemException refusal;

    CheckedRequest(
            HttpVersion version, HttpRequest head, String uri, ByteBuf body, @Nullable ProblemException refusal) {
        super(version, head.method(), uri, body, head.headers(), EmptyHttpHeaders.INSTANCE);
        this.refusal = refusal;
    }

    @Nullable ProblemException refusal() {
        return refusal;
    }
}
