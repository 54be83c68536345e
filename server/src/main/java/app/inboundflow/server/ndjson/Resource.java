package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.Appointment;
import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.Contact;
import app.inboundflow.server.api.model.Lead;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be imported and exported; each refers only to those before it. */
public enum Resource {
    /** The people behind the phone numbers. */
    CONTACTS(Contact.class, Map.of()),
    /** Calls with their messages. */
    CALLS(CallDetail.class, Map.of("contact_id", CONTACTS)),
    /** Business opportunities. */
    LEADS(Lead.class, Map.of("contact_id", CONTACTS, "call_log_id", CALLS)),
    /** Booked appointments. */
    APPOINTMENTS(Appointment.class, Map.of("contact_id", CONTACTS, "call_log_id", CALLS));

    private static final Pattern FILE_NAME = Pattern.compile("([a-z]+)(?:[^a-z].*)?", Pattern.CASE_INSENSITIVE);

    private final Class<?> model;
    private final ModelColumns columns;
    private final ModelColumns stored;
    private final Map<String, Resource> references;

    Resource(Class<?> model, Map<String, Resource> references) {
        this.model = model;
        this.columns = new ModelColumns(model);
        this.stored = columns.without("messages");
        this.references = references;
    }

    /** The resource with this name, in any case. */
    public static Optional<Resource> named(String name) {
        return Arrays.stream(values())
                .filter(resource -> resource.toString().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The resource that a file's name begins with: {@code calls.ndjson}, {@code calls-2026.ndjson.gz}. */
    public static Optional<Resource> ofFile(String fileName) {
        var name = FILE_NAME.matcher(fileName);
        return name.matches() ? named(name.group(1)) : Optional.empty();
    }

    /** All their names, for people. */
    public static String names() {
        return Arrays.stream(values()).map(Resource::toString).collect(Collectors.joining(", "));
    }

    /** What one of them is called. */
    String singular() {
        var name = toString();
        return name.substring(0, name.length() - 1);
    }

    /** The contract's model of a line. */
    Class<?> model() {
        return model;
    }

    /** The model's properties, under the names that the columns have too. */
    ModelColumns columns() {
        return columns;
    }

    /** The columns of the table; messages have a table of their own. */
    ModelColumns stored() {
        return stored;
    }

    /** Which columns hold the id of another resource. */
    Map<String, Resource> references() {
        return references;
    }

    /** Its name, on the command line, as a file and as a table. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
