package app.inboundflow.server.cli;

import app.inboundflow.server.Configuration;
import app.inboundflow.server.Setting;
import java.util.Arrays;
import java.util.stream.Stream;
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
            Train.class,
            Organizations.class,
            Keys.class,
            ImportCommand.class,
            ExportCommand.class,
            Erase.class,
            DatabaseCommands.class
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
        if (Configuration.isLogJson()) {
            // Before anything is logged. See logback.xml.
            System.setProperty("inboundflow.log-format", "json");
        }
        var unknown = Configuration.unknown();
        if (!unknown.isEmpty()) {
            System.err.println("Nothing reads " + String.join(", ", unknown)
                    + "; \"inboundflow --help\" lists the variables there are.");
        }
        return commandLine().execute(arguments);
    }

    /** The commands, and one line of explanation when one fails. */
    static CommandLine commandLine() {
        return new CommandLine(new InboundFlow()).setExecutionExceptionHandler((failed, command, parsed) -> {
            if (Session.isStopping()) {
                return 1;
            }
            if (Configuration.isDebug()) {
                failed.printStackTrace(command.getErr());
            }
            command.getErr().println(Failures.message(failed));
            return 1;
        });
    }

    private static String[] variables() {
        return Stream.concat(
                        Stream.of("", "Environment:"),
                        Arrays.stream(Setting.values()).map(InboundFlow::describe))
                .toArray(String[]::new);
    }

    private static String describe(Setting setting) {
        var byDefault = setting.byDefault().isEmpty() ? "" : " (default " + setting.byDefault() + ")";
        return "  " + setting + byDefault + "%n      " + setting.meaning().replace("`", "");
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
