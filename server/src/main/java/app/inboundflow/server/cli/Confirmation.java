package app.inboundflow.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks before a command does what cannot be undone. */
final class Confirmation {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--yes", description = "Do not ask, for scripts.")
    private boolean yes;

    /**
     * Whether the operator wants it.
     *
     * @param question what is to be done, without its question mark
     * @throws CommandFailure when there is nobody to ask
     */
    boolean confirms(String question) {
        if (yes) {
            return true;
        }
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CommandFailure("There is no terminal to ask on, so nothing was changed; say --yes in a script.");
        }
        PrintWriter out = command.commandLine().getOut();
        out.print(question + "? [y/N] ");
        out.flush();
        var answer = console.readLine();
        return answer != null && answer.strip().matches("(?i)y|yes");
    }
}
