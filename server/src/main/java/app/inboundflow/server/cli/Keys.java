package app.inboundflow.server.cli;

import app.inboundflow.server.Audit;
import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.auth.ApiKeyIssuer;
import app.inboundflow.server.auth.ApiKeyRepository;
import app.inboundflow.server.auth.ApiKeyRow;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys create}, {@code keys list} and {@code keys revoke}. */
@Command(
        name = "keys",
        description = "Make, list and revoke API keys.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(create | list | revoke)")
final class Keys implements Runnable {
    private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create, list or revoke.");
    }

    @Command(
            name = "create",
            description = "Make a key and print it. It is shown this once and never again.",
            mixinStandardHelpOptions = true)
    int create(
            @Option(
                            names = "--organization",
                            required = true,
                            paramLabel = "ID",
                            description = "The organization whose data the key opens.")
                    UUID organization,
            @Option(
                            names = "--name",
                            defaultValue = "API key",
                            paramLabel = "NAME",
                            description = "What you call it (default: ${DEFAULT-VALUE}).")
                    String name,
            @Option(
                            names = "--scopes",
                            split = ",",
                            paramLabel = "SCOPE",
                            description = "What it may do: calls:read, contacts:read, contacts:write, leads:read,"
                                    + " appointments:read (default: all).")
                    String @Nullable [] scopes,
            @Option(
                            names = "--expires-in",
                            paramLabel = "PERIOD",
                            description =
                                    "After which it stops working, such as 90d, 12h, 30m or 45s (default: never).")
                    @Nullable String expiresIn,
            @Option(
                            names = "--requests-per-minute",
                            defaultValue = "60",
                            paramLabel = "N",
                            description = "Its rate limit, 1 to 1000000 (default: ${DEFAULT-VALUE}).")
                    int requestsPerMinute) {
        NameOption.check("--name", name);
        if (requestsPerMinute < 1 || requestsPerMinute > 1_000_000) {
            throw new CommandFailure("--requests-per-minute must be 1 to 1000000.");
        }
        var granted = scopes(scopes);
        var expiresAt = expiresIn == null ? null : expiry(expiresIn);
        try (var session = Session.open()) {
            requireOrganization(session, organization);
            spec.commandLine()
                    .getOut()
                    .println(session.bean(ApiKeyIssuer.class)
                            .issue(organization, name, granted, requestsPerMinute, expiresAt)
                            .reveal());
            return 0;
        }
    }

    @Command(
            name = "list",
            description = "List an organization's keys, oldest first: never the keys, but how each begins.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--organization", required = true, paramLabel = "ID", description = "The organization.")
                    UUID organization) {
        try (var session = Session.open()) {
            requireOrganization(session, organization);
            var table =
                    new Table("ID", "KEY", "NAME", "STATE", "PER MINUTE", "CREATED", "LAST USED", "EXPIRES", "SCOPES");
            var now = OffsetDateTime.now(ZoneOffset.UTC);
            for (var key : session.bean(ApiKeyRepository.class).list(organization)) {
                table.row(
                        key.id().toString(),
                        key.prefix() + "…",
                        key.name(),
                        state(key, now),
                        Integer.toString(key.requestsPerMinute()),
                        Table.timestamp(key.createdAt()),
                        Table.timestamp(key.lastUsedAt()),
                        Table.timestamp(key.expiresAt()),
                        String.join(",", key.scopes()));
            }
            table.print(spec.commandLine().getOut());
            return 0;
        }
    }

    @Command(
            name = "revoke",
            description = "Revoke a key for good; running servers refuse it within 5 seconds.",
            mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID", description = "The key's id, from \"keys list\".") UUID id) {
        try (var session = Session.open()) {
            if (!session.bean(ApiKeyRepository.class).revoke(id)) {
                throw new CommandFailure("There is no key " + id + "; \"keys list --organization ID\" lists them.");
            }
            Audit.keyRevoked(id);
            spec.commandLine().getOut().println("Revoked " + id + ".");
            return 0;
        }
    }

    static void requireOrganization(Session session, UUID organization) {
        if (session.bean(OrganizationRepository.class).find(organization).isEmpty()) {
            throw new CommandFailure(
                    "There is no organization " + organization + "; \"organizations list\" lists them.");
        }
    }

    private static List<String> scopes(String @Nullable [] wanted) {
        if (wanted == null) {
            return ApiKeyIssuer.allScopes();
        }
        for (var scope : wanted) {
            if (!ApiKeyIssuer.allScopes().contains(scope)) {
                throw new CommandFailure("There is no scope \"" + scope + "\"; these are: "
                        + ApiKeyIssuer.allScopes().stream().collect(Collectors.joining(", ")) + ".");
            }
        }
        return ApiKeyIssuer.allScopes().stream()
                .filter(List.of(wanted)::contains)
                .toList();
    }

    private static OffsetDateTime expiry(String period) {
        var parts = PERIOD.matcher(period);
        if (!parts.matches()) {
            throw new CommandFailure("--expires-in must be a period such as 90d, 12h, 30m or 45s.");
        }
        var amount = Long.parseLong(parts.group(1));
        var length =
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        return OffsetDateTime.now(ZoneOffset.UTC).plus(length);
    }

    private static String state(ApiKeyRow key, OffsetDateTime now) {
        if (key.revokedAt() != null) {
            return "revoked";
        }
        var expiresAt = key.expiresAt();
        return expiresAt != null && !now.isBefore(expiresAt) ? "expired" : "valid";
    }
}
