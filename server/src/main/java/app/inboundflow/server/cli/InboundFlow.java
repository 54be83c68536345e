package app.inboundflow.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what an operator types. */
@Command(
        name = "inboundflow",
        description = "The InboundFlow API on PostgreSQL.",
        mixinStandardHelpOptions = true,
        versionProvider = InboundFlow.Version.class,
        subcommands = {
            Serve.class,
            Demo.class,
            Organizations.class,
            Keys.class,
            ImportCommand.class,
            ExportCommand.class
        },
        footer = {
            "",
            "Environment:",
            "  INBOUNDFLOW_HOME          where the embedded PostgreSQL lives (default ~/.inboundflow)",
            "  INBOUNDFLOW_DATABASE_URL  a PostgreSQL 14 or newer to use instead: postgres://user:password@host/name",
            "  INBOUNDFLOW_HOST          the address to listen on (default 127.0.0.1)",
            "  INBOUNDFLOW_PORT          the port to listen on (default 8080)"
        })
public final class InboundFlow implements Runnable {
    @Spec
    private CommandSpec spec;

    private InboundFlow() {}

    /**
     * Runs a command.
     *
     * @return its exit code: 0 when it did its work, 1 when it could not, 2 when it was not understood
     */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** The commands, and one line of explanation when one fails. */
    static CommandLine commandLine() {
        return new CommandLine(new InboundFlow()).setExecutionExceptionHandler((failed, command, parsed) -> {
            if (Session.isStopping()) {
                return 1;
            }
            if (System.getenv("INBOUNDFLOW_DEBUG") != null) {
                failed.printStackTrace(command.getErr());
            }
            command.getErr().println(Failures.message(failed));
            return 1;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = InboundFlow.class.getPackage().getImplementationVersion();
            return new String[] {"inboundflow " + (version == null ? "(not packaged)" : version)};
        }
    }
}
