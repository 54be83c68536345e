package app.inboundflow.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.inboundflow.server.account.OrganizationRepository;
import app.inboundflow.server.ndjson.Importer;
import app.inboundflow.server.ndjson.Progress;
import app.inboundflow.server.ndjson.Resource;
import app.inboundflow.server.ndjson.Source;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Dave Auto Shop, the organization that {@code demo} shows. Its data are the files of {@code resources/demo}, in the format of
 * {@code import}. They tell of nine weeks that end with the week of February 23, 2026, and are moved by whole weeks, so that
 * the last of them is this week. A row that changed during that week has a line for each of its states. Lines about what is
 * still to come this week are left out, and the importer takes the last of the others. What goes on at this moment, such as
 * the calls in progress, is in files of its own, which are moved to the second.
 */
@Singleton
class DemoLoader {
    /** The organization's id, the one in the documentation's example. */
    static final UUID ORGANIZATION = UUID.fromString("becc3c5d-1755-420c-a3af-fe51ab2d04ca");

    /** A call that there always is, the one in the documentation's example. */
    static final UUID CALL = UUID.fromString("07f51470-ef1d-421c-a847-36e98732bb9b");

    static final List<String> FILES = List.of(
            "contacts.ndjson",
            "contacts-now.ndjson",
            "calls.ndjson",
            "calls-now.ndjson",
            "leads.ndjson",
            "appointments.ndjson");

    /** Where the shop is: what is said of 2 PM stays at 2 PM there, in summer too. */
    static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    private static final LocalDate LAST_MONDAY = LocalDate.of(2026, 2, 23);
    private static final Instant NOW = Instant.parse("2026-02-24T21:00:00Z");
    private static final Pattern DATE = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?");
    private static final Pattern TRUE_SINCE = Pattern.compile("\"(?:updated_at|ended_at)\":\"([^\"]+)\"");

    private final OrganizationRepository organizations;
    private final Importer importer;

    DemoLoader(OrganizationRepository organizations, Importer importer) {
        this.organizations = organizations;
        this.importer = importer;
    }

    /**
     * Makes and fills the organization unless it is there, in one transaction: who is stopped leaves nothing behind.
     *
     * @return whether it was made
     */
    @Transactional
    boolean load(Instant now) {
        if (!organizations.insert(ORGANIZATION, "Dave Auto Shop", "Starter Plan")) {
            return false;
        }
        importer.run(ORGANIZATION, FILES.stream().map(file -> source(file, now)).toList(), Progress.NONE);
        return true;
    }

    private static Source source(String file, Instant now) {
        var lines = String.join("\n", lines(file, now).toList());
        return new Source(
                file,
                Resource.ofFile(file).orElseThrow(),
                false,
                () -> new ByteArrayInputStream(lines.getBytes(UTF_8)));
    }

    /** The lines of a file as they are at a moment. */
    static Stream<String> lines(String file, Instant now) {
        if (file.contains("-now")) {
            var age = Duration.between(NOW, now.truncatedTo(ChronoUnit.SECONDS));
            return read(file).map(line -> move(line, time -> time.plus(age), date -> date));
        }
        return moved(file, weeks(now)).filter(line -> !trueSince(line).isAfter(now));
    }

    /** How many weeks a moment is after the one that the data ends with. */
    static long weeks(Instant now) {
        return Math.floorDiv(ChronoUnit.DAYS.between(LAST_MONDAY, LocalDate.ofInstant(now, ZONE)), 7);
    }

    /** All lines of a file, some of them still to come in their last week. */
    static Stream<String> moved(String file, long weeks) {
        return read(file)
                .map(line -> move(
                        line, time -> time.atZone(ZONE).plusWeeks(weeks).toInstant(), date -> date.plusWeeks(weeks)));
    }

    private static String move(String line, UnaryOperator<Instant> time, UnaryOperator<LocalDate> date) {
        return DATE.matcher(line).replaceAll(found -> (found.group(1) == null
                        ? date.apply(LocalDate.parse(found.group()))
                        : time.apply(Instant.parse(found.group())))
                .toString());
    }

    /** From when on it is so as a line says. */
    static Instant trueSince(String line) {
        var found = TRUE_SINCE.matcher(line);
        if (!found.find()) {
            throw new IllegalArgumentException("a line with neither updated_at nor ended_at: " + line);
        }
        return Instant.parse(found.group(1));
    }

    private static Stream<String> read(String file) {
        try (var in = Objects.requireNonNull(DemoLoader.class.getResourceAsStream("/demo/" + file), file)) {
            return new String(in.readAllBytes(), UTF_8).lines();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
