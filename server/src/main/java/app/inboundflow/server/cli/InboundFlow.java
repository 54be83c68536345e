package app.inboundflow.server.cli;

import app.inboundflow.server.Configuration;
import app.inboundflow.server.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what an operator types. */
@Command(
        name = "inboundflow",
        description = "The InboundFlow API on PostgreSQL.",
        mixinStandardHelpOptions = true,
        versionProvider = InboundFlow.Version.class)
public final class InboundFlow implements Runnable {
    private static final Map<String, Class<?>> COMMANDS = commands();
    private static final int WIDTH = 80;
    private static final int INDENTATION = 6;

    @Spec
    private CommandSpec spec;

    private InboundFlow() {}

    /**
     * Runs a command.
     *
     * @return its exit code: 0 when it did its work, 1 when it could not, 2 when it was not understood
     */
    public static int run(String... arguments) {
        var unknown = Configuration.unknown();
        if (!unknown.isEmpty()) {
            System.err.println("Nothing reads " + String.join(", ", unknown)
                    + "; \"inboundflow --help\" lists the variables there are.");
        }
        return commandLine(arguments).execute(arguments);
    }

    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("serve", Serve.class);
        commands.put("demo", Demo.class);
        commands.put("train", Train.class);
        commands.put("organizations", Organizations.class);
        commands.put("keys", Keys.class);
        commands.put("import", ImportCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("erase", Erase.class);
        commands.put("database", DatabaseCommands.class);
        return commands;
    }

    /**
     * The command that the first argument names, or else all of them; and one line of explanation when one fails. To read what all of
     * them take is a tenth of what a command costs.
     */
    static CommandLine commandLine(String... arguments) {
        var commandLine = new CommandLine(new InboundFlow());
        var named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        if (named == null) {
            COMMANDS.values().forEach(commandLine::addSubcommand);
            commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, InboundFlow::variables);
        } else {
            commandLine.addSubcommand(named);
        }
        return commandLine.setExecutionExceptionHandler((failed, command, parsed) -> {
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

    private static String variables(Help help) {
        var table = TextTable.forColumns(
                help.colorScheme(),
                new Column(INDENTATION, 2, Overflow.SPAN),
                new Column(WIDTH - INDENTATION, 0, Overflow.WRAP));
        for (var setting : Setting.values()) {
            var byDefault = setting.byDefault().isEmpty() ? "" : " (default " + setting.byDefault() + ")";
            table.addRowValues(setting + byDefault);
            table.addRowValues("", setting.meaning().replace("`", ""));
        }
        return "%nEnvironment:%n%s".formatted(table);
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
