package app.inboundflow.server.http;

import app.inboundflow.server.problem.ProblemException;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole request, with what is wrong with it as HTTP: that is answered after authentication, by {@link RefusalFilter}. The bytes
 * of its answer are held from when they are put together until the client has read them, or is gone.
 */
final class CheckedRequest extends DefaultFullHttpRequest {
    private final transient @Nullable ProblemException refusal;
    private final transient HeldBytes held;
    private transient @Nullable Map<String, List<String>> query;
    private long sizeOfAnswer;
    private boolean isOver;

    CheckedRequest(
            HttpVersion version,
            HttpRequest head,
            String uri,
            ByteBuf body,
            @Nullable ProblemException refusal,
            HeldBytes held) {
        super(version, head.method(), uri, body, head.headers(), EmptyHttpHeaders.INSTANCE);
        this.refusal = refusal;
        this.held = held;
    }

    /** The request that the framework has made its own of. */
    static Optional<CheckedRequest> of(io.micronaut.http.HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                        && netty.getNativeRequest() instanceof CheckedRequest checked
                ? Optional.of(checked)
                : Optional.empty();
    }

    /** There is an answer of so many bytes, which waits for the client. */
    synchronized void answered(int bytes) {
        if (!isOver) {
            sizeOfAnswer += bytes;
            held.add(bytes);
        }
    }

    /** The client has read the answer, or will never do so. */
    synchronized void end() {
        isOver = true;
        held.remove(sizeOfAnswer);
        sizeOfAnswer = 0;
    }

    /** The parameters of its query, in the order in which they were sent. */
    synchronized Map<String, List<String>> query() {
        var decoded = query;
        if (decoded == null) {
            decoded = new QueryStringDecoder(uri()).parameters();
            query = decoded;
        }
        return decoded;
    }

    @Nullable ProblemException refusal() {
        return refusal;
    }
}
