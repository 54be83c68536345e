package app.inboundflow.check;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code check URL --key …}: walks a deployment and says where it is not what the contract says. It ends with 0 when all is as documented,
 * 1 when something is not, 2 when it could not run.
 */
public final class Main {
    private static final int VIOLATIONS = 1;
    private static final int COULD_NOT_RUN = 2;

    private final PrintStream out;
    private final Options options;
    private final AtomicInteger exchanges = new AtomicInteger();
    private final List<Report.Result> results = new ArrayList<>();

    private Main(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        // The validator logs, and nobody listens, which is nothing to warn of.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(
                run(List.of(arguments), System.getenv(), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /**
     * Runs it in this JVM.
     *
     * @param out for what it says
     * @return the exit code
     */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        try {
            var options = Options.parse(arguments, environment);
            if (options.help()) {
                out.print(Options.HELP);
                return 0;
            }
            return new Main(out, options).run();
        } catch (CouldNotRun reason) {
            out.println(reason.getMessage());
            return COULD_NOT_RUN;
        }
    }

    private int run() {
        out.println("Checking " + options.url()
                + (options.write() ? ", reading and writing" : ", reading only; --write also creates contacts"));
        if (!options.openapi().isEmpty()) {
            System.setProperty("inboundflow.contract", options.openapi());
        }
        var version = version();
        var pace = Pace.obeying(
                Clock.systemUTC(), seconds -> out.println("  … waiting " + seconds + " seconds for the rate limit"));
        Client.Observer counter = (client, request, answer) -> exchanges.incrementAndGet();
        var client = new Client(options.url(), options.key(), pace, counter.and(new Witness()));
        var scopes = scopes(client);
        var stranger = options.otherKey().isEmpty()
                ? Optional.<Client>empty()
                : Optional.of(new Client(options.url(), options.otherKey(), pace, counter));
        var walk = new Walk(client, stranger);
        var steps = new ArrayList<>(walk.reading());
        if (options.write()) {
            steps.addAll(walk.writing());
        }
        for (var step : steps) {
            run(step, scopes);
        }
        return conclude(version);
    }

    private String version() {
        try {
            return Contract.root().at("/info/version").asText();
        } catch (UncheckedIOException | ExceptionInInitializerError unreadable) {
            throw new CouldNotRun(
                    "The contract " + options.openapi() + " cannot be read. --openapi takes a file of OpenAPI 3.1.");
        }
    }

    /** What the key may do; asking for it also tells whether there is anyone to check. */
    private List<String> scopes(Client client) {
        try {
            var answer = ask(client, Request.get("/v1/me"));
            if (answer.status() == 401) {
                throw new CouldNotRun(
                        options.url() + " does not take this key. Give a valid one with --key or INBOUNDFLOW_API_KEY.");
            }
            if (answer.status() != 200) {
                throw new CouldNotRun(
                        options.url() + "/v1/me answers " + answer.status() + ". Is this the API's address?");
            }
            return Contract.texts(answer.json().at("/data/scopes"));
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            throw new CouldNotRun(options.url() + " cannot be reached. Is a server running there?");
        } catch (IOException | IllegalArgumentException failed) {
            throw new CouldNotRun(options.url() + " cannot be asked: " + failed.getMessage());
        }
    }

    private static Answer ask(Client client, Request request) throws IOException {
        try {
            return client.ask(request);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private void run(Step step, List<String> scopes) {
        var needed = step.operations().stream()
                .flatMap(id -> Contract.operation(id).scopes().stream())
                .toList();
        var before = exchanges.get();
        var began = System.nanoTime();
        Optional<Violation> violation = Optional.empty();
        var skipped = scopes.containsAll(needed) ? "" : "the key lacks one of the scopes " + needed;
        try {
            if (skipped.isEmpty()) {
                step.body().run();
            }
        } catch (Violation found) {
            violation = Optional.of(found);
        } catch (Exception failed) {
            skipped = failed.toString();
        }
        var result = new Report.Result(
                step, violation, skipped, exchanges.get() - before, (System.nanoTime() - began) / 1e9);
        results.add(result);
        out.println(result);
    }

    private int conclude(String version) {
        var violations = results.stream()
                .filter(result -> result.violation().isPresent())
                .count();
        var skipped =
                results.stream().filter(result -> !result.skipped().isEmpty()).count();
        out.printf(
                "%n%s: %d of %d checks hold, %d do not, %d could not run; %,d requests, contract %s.%n",
                violations > 0 ? "✗ Not as documented" : skipped > 0 ? "– Not all was checked" : "✓ As documented",
                results.size() - violations - skipped,
                results.size(),
                violations,
                skipped,
                exchanges.get(),
                version);
        try {
            new Report(options.url(), version, results).write(Path.of(options.report()));
            out.println("Report: " + options.report() + "/report.html and " + options.report() + "/junit.xml");
        } catch (IOException failed) {
            out.println("The report could not be written: " + failed + ". Name another directory with --report.");
            return violations > 0 ? VIOLATIONS : COULD_NOT_RUN;
        }
        return violations > 0 ? VIOLATIONS : skipped > 0 ? COULD_NOT_RUN : 0;
    }
}
