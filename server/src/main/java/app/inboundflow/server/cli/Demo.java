package app.inboundflow.server.cli;

import app.inboundflow.server.Audit;
import app.inboundflow.server.contacts.ContactRepository;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code demo}: serves, with an organization to look at and a key to look with. */
@Command(
        name = "demo",
        description = {
            "Serve the API with a demo organization, Dave Auto Shop, until stopped (Ctrl-C).",
            "",
            "The first start makes the organization, fills it with two months of calls, contacts, leads and appointments,"
                    + " and keeps a key for it in demo.key in INBOUNDFLOW_HOME. Later starts find all of it again, with the"
                    + " dates of the first; for fresh ones choose another INBOUNDFLOW_HOME.",
            ""
        },
        mixinStandardHelpOptions = true)
final class Demo implements Runnable {
    @Mixin
    private ServerRunner runner = new ServerRunner();

    @Override
    public void run() {
        runner.run(Demo::prepare);
    }

    private static Consumer<String> prepare(Session session, PrintWriter out) {
        try {
            var key = new DemoKey(session, session.configuration().home()).getAfter(() -> load(session));
            var phone = freePhone(session.bean(ContactRepository.class));
            return address -> invite(out, address, key, phone);
        } catch (RuntimeException failed) {
            throw Failures.explainWrite(failed, session.database().description());
        }
    }

    private static void load(Session session) {
        if (session.bean(DemoLoader.class).load(Instant.now())) {
            Audit.organizationCreated(DemoLoader.ORGANIZATION);
        }
    }

    /** A phone number that no contact has yet, so that a contact can be made with it whatever was tried before. */
    private static String freePhone(ContactRepository contacts) {
        return IntStream.range(0, 100)
                .mapToObj("+162855501%02d"::formatted)
                .filter(phone ->
                        contacts.findIdByPhone(DemoLoader.ORGANIZATION, phone).isEmpty())
                .findFirst()
                .orElse("+16285550100");
    }

    private static void invite(PrintWriter out, String address, String key, String phone) {
        // What listens everywhere is called at this machine.
        var url = address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
        var authorization = " -H 'Authorization: Bearer " + key + "'";
        var contact = "{\"phone\":\"" + phone + "\",\"name\":\"John Doe\",\"email\":\"john@example.com\","
                + "\"company\":\"Doe Industries\",\"notes\":\"Referred by Maria Garcia\"}";
        out.println("Key: " + key);
        out.println("curl '" + url + "/v1/calls?status=completed&limit=3'" + authorization);
        out.println("curl '" + url + "/v1/calls/" + DemoLoader.CALL + "'" + authorization);
        // A new idempotency key every time: the line makes the contact once, however often it is run.
        out.println("curl '" + url + "/v1/contacts'" + authorization + " -H 'Idempotency-Key: " + UUID.randomUUID()
                + "' -H 'Content-Type: application/json' -d '" + contact + "'");
        out.println("Documentation: " + url + "/docs");
    }
}
