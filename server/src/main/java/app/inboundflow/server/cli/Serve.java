package app.inboundflow.server.cli;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: answers the API until it is told to stop. */
@Command(name = "serve", description = "Serve the API until stopped (Ctrl-C).", mixinStandardHelpOptions = true)
final class Serve implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "${env:INBOUNDFLOW_PORT:-8080}",
            paramLabel = "PORT",
            description = "The port to listen on, 0 for any free one (default: INBOUNDFLOW_PORT or 8080).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "${env:INBOUNDFLOW_HOST:-127.0.0.1}",
            paramLabel = "HOST",
            description = "The address to listen on (default: INBOUNDFLOW_HOST or 127.0.0.1, this machine only).")
    private String host = "";

    @Override
    public void run() {
        serve(spec.commandLine().getOut(), host, port, (session, address) -> {});
    }

    /**
     * Serves until the process is told to stop, then lets the requests in flight finish.
     *
     * @param started is told the session and the address once the server answers
     */
    static void serve(PrintWriter out, String host, int port, BiConsumer<Session, String> started) {
        if (port < 0 || port > 65535) {
            throw new CommandFailure("--port must be 0 to 65535.");
        }
        var configuration = new HashMap<String, Object>();
        configuration.put("micronaut.server.host", host);
        configuration.put("micronaut.server.port", port);
        var session = Session.open(configuration);
        try {
            var server = start(session, host, port);
            session.database().supervise();
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                session.close();
                                stopped.countDown();
                            },
                            "stop"));
            var address = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
            out.println("InboundFlow listens on " + address + " and keeps its data in "
                    + session.database().description() + ".");
            started.accept(session, address);
            out.flush();
            stopped.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    private static EmbeddedServer start(Session session, String host, int port) {
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
