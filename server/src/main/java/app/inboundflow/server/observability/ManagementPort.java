package app.inboundflow.server.observability;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The second port, which answers health checks and metrics and nothing else. It stays open while requests of the first are
 * still being answered and the server is about to stop.
 */
@Singleton
@Requires(property = ManagementPort.PORT)
public class ManagementPort implements BeanCreatedEventListener<NettyHttpServerConfiguration> {
    /** Where the framework puts the routes of health checks and metrics. It would listen there on the host of the API. */
    static final String PORT = "endpoints.all.port";

    private final String host;
    private final int port;

    ManagementPort(@Value("${inboundflow.management-host:127.0.0.1}") String host, @Value("${" + PORT + "}") int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * The configuration of a server with a second port.
     *
     * @param port 1 to 65535; the routes are bound to its number, so it cannot be any free one
     */
    public static Map<String, Object> properties(int port) {
        return Map.of(PORT, port, "micronaut.metrics.enabled", true);
    }

    /** The server is asked for its port later, and answers with the first that it has. */
    @Override
    public NettyHttpServerConfiguration onCreated(BeanCreatedEvent<NettyHttpServerConfiguration> event) {
        var configuration = event.getBean();
        var management = listener(host, port);
        management.setExposeDefaultRoutes(false);
        management.setSupportGracefulShutdown(false);
        configuration.setListeners(List.of(
                listener(
                        configuration.getHost().orElseThrow(),
                        configuration.getPort().orElseThrow()),
                management));
        return configuration;
    }

    private static NettyListenerConfiguration listener(String host, int port) {
        return NettyListenerConfiguration.createTcp(host, port, false, null, null);
    }
}
