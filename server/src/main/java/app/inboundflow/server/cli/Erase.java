package app.inboundflow.server.cli;

import app.inboundflow.server.Audit;
import app.inboundflow.server.privacy.Mention;
import app.inboundflow.server.privacy.MentionRepository;
import app.inboundflow.server.privacy.PersonRepository;
import app.inboundflow.server.privacy.PersonRows;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code erase}. */
@Command(
        name = "erase",
        description = {
            "Delete what an organization has stored of a person, whom a phone number identifies.",
            "",
            "That is the contact with the number, calls from the number or of the contact with their messages, leads and"
                    + " appointments with the number, of the contact or from such a call, and stored answers that hold the"
                    + " number. It is deleted all or nothing. Rows of others that mention the person are listed and stay as"
                    + " they are. Erasing twice is no error.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  inboundflow erase --organization ID --phone \"+1 (415) 555-1234\" --dry-run"})
final class Erase implements Runnable {
    private static final int MOST_SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--organization", required = true, paramLabel = "ID", description = "Whose data.")
    private UUID organization = new UUID(0, 0);

    @Option(
            names = "--phone",
            required = true,
            paramLabel = "NUMBER",
            description = "The person's phone number with its country, such as +14155551234.")
    private String phone = "";

    @Option(names = "--dry-run", description = "Only count what would be deleted.")
    private boolean dryRun;

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Override
    public void run() {
        var number = e164(phone);
        try (var session = Session.open()) {
            Keys.requireOrganization(session, organization);
            var out = spec.commandLine().getOut();
            var person = session.bean(PersonRepository.class);
            var found = person.count(organization, number);
            print(number, found, out);
            printMentions(session.bean(MentionRepository.class), number, out);
            if (found.total() == 0) {
                out.println("Nothing is stored of " + number + ".");
            } else if (dryRun) {
                out.println("Nothing was deleted.");
            } else if (confirmation.confirms("Delete the " + found.total() + " rows of " + number + " for good")) {
                out.println("Deleted " + erase(session, person, number) + " rows. Nothing is left of " + number + ".");
            } else {
                throw new CommandFailure("Nothing was deleted.");
            }
        }
    }

    private int erase(Session session, PersonRepository person, String number) {
        PersonRows erased;
        try {
            erased = person.erase(organization, number);
        } catch (RuntimeException failed) {
            throw Failures.explainWrite(failed, session.database().description());
        }
        Audit.personErased(organization, erased.total());
        person.vacuum();
        if (person.count(organization, number).total() > 0) {
            throw new CommandFailure(
                    "Deleted " + erased.total() + " rows, and others were stored meanwhile. Run it again.");
        }
        return erased.total();
    }

    private static void print(String number, PersonRows rows, PrintWriter out) {
        var table = new Table("ROWS OF " + number, "");
        table.row("contacts", Integer.toString(rows.contacts()));
        table.row("calls", Integer.toString(rows.calls()));
        table.row("messages of calls", Integer.toString(rows.callMessages()));
        table.row("leads", Integer.toString(rows.leads()));
        table.row("appointments", Integer.toString(rows.appointments()));
        table.row("idempotency keys", Integer.toString(rows.idempotencyKeys()));
        table.print(out);
    }

    private void printMentions(MentionRepository mentions, String number, PrintWriter out) {
        var shown = new ArrayList<Mention>();
        var count = new int[1];
        mentions.forEach(organization, number, mention -> {
            if (count[0]++ < MOST_SHOWN) {
                shown.add(mention);
            }
        });
        if (count[0] == 0) {
            return;
        }
        out.println("Rows of others that mention the number, the name or an email address, and stay as they are: "
                + count[0]);
        shown.forEach(mention -> out.println("  " + mention.resource() + "  " + mention.id()));
        if (count[0] > shown.size()) {
            out.println("  and " + (count[0] - shown.size()) + " more");
        }
    }

    /** Numbers are stored in E.164 form; people write them with spaces, hyphens, dots and brackets. */
    private static String e164(String written) {
        var number = written.replaceAll("[\\p{Z}().-]", "");
        if (!number.matches("\\+[1-9][0-9]{1,14}") || written.contains("(0)")) {
            throw new CommandFailure("--phone must be a phone number in E.164 form, such as +14155551234.");
        }
        return number;
    }
}
