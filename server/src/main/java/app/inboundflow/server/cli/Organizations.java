package app.inboundflow.server.cli;

import app.inboundflow.server.account.OrganizationRepository;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code organizations create} and {@code organizations list}. */
@Command(
        name = "organizations",
        description = "Make and list organizations.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(create | list)")
final class Organizations implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create or list.");
    }

    @Command(name = "create", description = "Make an organization and print its id.", mixinStandardHelpOptions = true)
    int create(
            @Option(
                            names = "--name",
                            required = true,
                            paramLabel = "NAME",
                            description = "Its name, at most 200 characters.")
                    String name,
            @Option(
                            names = "--plan",
                            required = true,
                            paramLabel = "PLAN",
                            description = "Its plan, such as \"Starter Plan\".")
                    String plan) {
        NameOption.check("--name", name);
        NameOption.check("--plan", plan);
        try (var session = Session.openToBegin()) {
            var id = UUID.randomUUID();
            session.bean(OrganizationRepository.class).insert(id, name, plan);
            spec.commandLine().getOut().println(id);
            return 0;
        }
    }

    @Command(name = "list", description = "List all organizations, oldest first.", mixinStandardHelpOptions = true)
    int list() {
        try (var session = Session.open()) {
            var table = new Table("ID", "NAME", "PLAN", "CREATED");
            for (var organization : session.bean(OrganizationRepository.class).list()) {
                table.row(
                        organization.id().toString(),
                        organization.name(),
                        organization.plan(),
                        Table.timestamp(organization.createdAt()));
            }
            table.print(spec.commandLine().getOut());
            return 0;
        }
    }
}
