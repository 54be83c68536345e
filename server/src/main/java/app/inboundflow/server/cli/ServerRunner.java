package app.inboundflow.server.cli;

import app.inboundflow.server.Configuration;
import app.inboundflow.server.Setting;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.PrintWriter;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where to listen, and what listening takes, for every command that serves. */
final class ServerRunner {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

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
     * @param prepare does what must be done before the server answers, and may write to the command's output; what it returns is
     *     told the address once the server answers
     */
    void run(BiFunction<Session, PrintWriter, Consumer<String>> prepare) {
        var out = command.commandLine().getOut();
        if (wantedPort != null && (wantedPort < 0 || wantedPort > 65535)) {
            throw new CommandFailure("--port must be 0 to 65535.");
        }
        var configuration = Configuration.ofEnvironment();
        var host = wantedHost == null ? configuration.host() : wantedHost;
        var port = wantedPort == null ? configuration.port() : wantedPort;
        if (configuration.managementPort().orElse(-1) == port) {
            throw new CommandFailure(
                    "INBOUNDFLOW_MANAGEMENT_PORT must be another port than that of the API, " + port + ".");
        }
        try (var session = Session.openToServe(host, port)) {
            var started = prepare.apply(session, out);
            var server = start(session, host, port);
            session.database().supervise();
            var address = address(host, server.getPort());
            out.println("InboundFlow listens on " + address + " and keeps its data in "
                    + session.database().description() + ".");
            configuration
                    .managementPort()
                    .ifPresent(management -> out.println(
                            "Health and metrics: " + address(configuration.managementHost(), management) + "/metrics"));
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
                throw portTaken(session.configuration(), failed, host, port);
            }
            throw failed;
        }
    }

    private static CommandFailure portTaken(
            Configuration configuration, RuntimeException failed, String host, int port) {
        var management = configuration.managementPort().orElse(-1);
        return String.valueOf(failed.getMessage()).endsWith(":" + management)
                ? portTaken(management, configuration.managementHost(), Setting.MANAGEMENT_PORT.toString())
                : portTaken(port, host, "--port");
    }

    private static CommandFailure portTaken(int port, String host, String setting) {
        return new CommandFailure("Port " + port + " of " + host
                + " is taken; stop what listens there, or choose another with " + setting + ".");
    }

    private static String address(String host, int port) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
