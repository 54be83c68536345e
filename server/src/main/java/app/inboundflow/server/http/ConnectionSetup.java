package app.inboundflow.server.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts our handlers into every connection: deadlines, the bound of connections, and the {@link RequestGate}. */
@Singleton
class ConnectionSetup implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final Connections connections;
    private final HeldBytes held;
    private final Duration forHeaders;
    private final Duration forBody;
    private final Duration forReading;

    ConnectionSetup(
            @Value("${inboundflow.connections-per-address:1000}") int mostOfAddress,
            @Value("${inboundflow.header-deadline:10s}") Duration forHeaders,
            @Value("${inboundflow.body-deadline:30s}") Duration forBody,
            @Value("${inboundflow.answer-deadline:60s}") Duration forReading,
            HeldBytes held) {
        this.held = held;
        this.connections = new Connections(mostOfAddress);
        this.forHeaders = forHeaders;
        this.forBody = forBody;
        this.forReading = forReading;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new ForChannel(null));
        return event.getBean();
    }

    private final class ForChannel implements NettyServerCustomizer {
        private final @Nullable Channel channel;

        ForChannel(@Nullable Channel channel) {
            this.channel = channel;
        }

        @Override
        public NettyServerCustomizer specializeForChannel(Channel created, ChannelRole role) {
            return new ForChannel(role == ChannelRole.CONNECTION ? created : null);
        }

        @Override
        public void onStreamPipelineBuilt() {
            if (channel == null) {
                return;
            }
            var deadlines = new RequestDeadlines(forHeaders, forBody);
            var closing = new LingeringClose();
            var gate = new RequestGate(held, deadlines, closing);
            channel.pipeline()
                    .addFirst(deadlines, new UnreadAnswers(forReading))
                    .addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "request-gate", gate)
                    .addAfter("request-gate", "pipelined-requests", new PipelinedRequests())
                    .addBefore("request-gate", "lingering-close", closing);
            connections.add(channel, gate);
        }
    }

    /** Closes a connection whose client does not read its answer. */
    private static final class UnreadAnswers extends ChannelDuplexHandler {
        private final Duration forReading;
        private @Nullable Deadline deadline;
        private int unread;

        UnreadAnswers(Duration forReading) {
            this.forReading = forReading;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            deadline = new Deadline(context.executor(), context::close);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (unread == 0 && deadline != null) {
                deadline.set(forReading);
            }
            unread++;
            context.write(message, promise.unvoid().addListener(written -> {
                unread--;
                if (unread == 0 && deadline != null) {
                    deadline.lift();
                }
            }));
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            if (deadline != null) {
                deadline.close();
            }
        }
    }
}
