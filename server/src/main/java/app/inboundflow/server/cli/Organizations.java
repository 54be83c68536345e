package app.inboundflow.server.cli;

import app.inboundflow.server.Audit;
import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.privacy.ExpiredCalls;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code organizations create}, {@code organizations list} and {@code organizations set}. */
@Command(
        name = "organizations",
        description = "Make, list and change organizations.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(create | list | set)")
final class Organizations implements Runnable {
    private static final int MOST_DAYS = 36_500;
    private static final Pattern RETENTION = Pattern.compile("none|([1-9][0-9]{0,4})d");

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create, list or set.");
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
            Audit.organizationCreated(id);
            spec.commandLine().getOut().println(id);
            return 0;
        }
    }

    @Command(name = "list", description = "List all organizations, oldest first.", mixinStandardHelpOptions = true)
    int list() {
        try (var session = Session.open()) {
            var table = new Table("ID", "NAME", "PLAN", "RETENTION", "CREATED");
            for (var organization : session.bean(OrganizationRepository.class).list()) {
                table.row(
                        organization.id().toString(),
                        organization.name(),
                        organization.plan(),
                        retention(organization.retentionDays()),
                        Table.timestamp(organization.createdAt()));
            }
            table.print(spec.commandLine().getOut());
            return 0;
        }
    }

    @Command(
            name = "set",
            description = "Change for how long an organization's calls are kept. Servers delete older ones, with their"
                    + " messages, within minutes.",
            mixinStandardHelpOptions = true)
    int set(
            @Option(names = "--organization", required = true, paramLabel = "ID", description = "The organization.")
                    UUID organization,
            @Option(
                            names = "--retention",
                            required = true,
                            paramLabel = "DAYS",
                            description = "After which a call is deleted, such as 365d; none keeps calls for good.")
                    String retention,
            @Mixin Confirmation confirmation) {
        var days = days(retention);
        try (var session = Session.open()) {
            Keys.requireOrganization(session, organization);
            var expired = days == null ? 0 : session.bean(ExpiredCalls.class).count(organization, days);
            if (expired > 0 && !confirmation.confirms("Delete " + expired + " calls that are older, for good")) {
                throw new CommandFailure("Nothing was changed.");
            }
            session.bean(OrganizationRepository.class).setRetention(organization, days);
            spec.commandLine().getOut().println("Retention of calls: " + retention(days));
            return 0;
        }
    }

    private static @Nullable Integer days(String retention) {
        var parts = RETENTION.matcher(retention);
        var days = parts.matches() && parts.group(1) != null ? Integer.valueOf(parts.group(1)) : null;
        if (!parts.matches() || days != null && days > MOST_DAYS) {
            throw new CommandFailure("--retention must be 1d to " + MOST_DAYS + "d, such as 365d, or none.");
        }
        return days;
    }

    private static String retention(@Nullable Integer days) {
        return days == null ? "none" : days + "d";
    }
}
