package app.inboundflow.server.cli;

import app.inboundflow.server.Configuration;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to listen, and what listening takes, for every command that serves. */
final class ServerRunner {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to listen on, 0 for any free one (default: INBOUNDFLOW_PORT or 8080).")
    private @Nullable Integer wantedPort;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The address to listen on (default: INBOUNDFLOW_HOST or 127.0.0.1, this machine only).")
    private @Nullable String wantedHost;

    /**
     * Serves until the process is told to stop, then lets the requests in flight finish.
     *
     * @param prepare does what must be done before the server answers; what it returns is told the address once it does
     */
    void run(PrintWriter out, Function<Session, Consumer<String>> prepare) {
        if (wantedPort != null && (wantedPort < 0 || wantedPort > 65535)) {
            throw new CommandFailure("--port must be 0 to 65535.");
        }
        var configuration = Configuration.ofEnvironment();
        var host = wantedHost == null ? configuration.host() : wantedHost;
        var port = wantedPort == null ? configuration.port() : wantedPort;
        try (var session = Session.openToServe(host, port)) {
            var started = prepare.apply(session);
            var server = start(session, host, port);
            session.database().supervise();
            var address = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
            out.println("InboundFlow listens on " + address + " and keeps its data in "
                    + session.database().description() + ".");
            started.accept(address);
            out.flush();
            // The signal that ends the process closes the session.
            Thread.currentThread().join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private EmbeddedServer start(Session session, String host, int port) {
        try {
            return session.bean(EmbeddedServer.class).start();
        } catch (RuntimeException failed) {
            if (Failures.isPortTaken(failed)) {
                throw new CommandFailure("Port " + port + " of " + host
                        + " is taken; stop what listens there, or choose another with --port.");
            }
            throw failed;
        }
    }
}
