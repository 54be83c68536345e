package app.inboundflow.check;

import app.inboundflow.check.Report.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code check URL --key …}: walks a deployment and says where it is not what the contract says. It ends with 0 when all is as documented,
 * 1 when something is not, 2 when it could not run.
 */
@Command(
        name = "inboundflow check",
        sortOptions = false,
        description = {
            "Holds a deployment against openapi.yaml: the form of every answer, and what the answers mean together.",
            "It reads at the deployment's own rate limit, and changes nothing."
        },
        footer = "Exit code: 0 all as documented, 1 something is not, 2 it could not run or not all of it.")
public final class Main implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 2;

    @Parameters(paramLabel = "URL", description = "The deployment to check, such as https://api.example.com.")
    private String url = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:INBOUNDFLOW_API_KEY:-}",
            description = "The API key to use, with all scopes that are to be checked; or INBOUNDFLOW_API_KEY.")
    private String key = "";

    @Option(
            names = "--other-key",
            paramLabel = "KEY",
            description = "A key of another organization, to check that neither sees the other's data.")
    private Optional<String> otherKey = Optional.empty();

    @Option(names = "--write", description = "Also create contacts, with phone numbers that begin with +999.")
    private boolean write;

    @Option(
            names = "--openapi",
            paramLabel = "FILE",
            description = "Hold it against another contract than the one of this build.")
    private Optional<Path> openapi = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "inboundflow-check",
            description = "Where report.html and junit.xml go; ${DEFAULT-VALUE} unless given.")
    private Path report = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this.")
    private boolean help;

    private final PrintStream out;
    private final AtomicInteger exchanges = new AtomicInteger();

    private Main(PrintStream out) {
        this.out = out;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        // The validator logs, and nobody listens, which is nothing to warn of.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /**
     * Runs it in this JVM.
     *
     * @param out for what it says
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out) {
        var writer = new PrintWriter(out, true);
        return new CommandLine(new Main(out))
                .setOut(writer)
                .setErr(writer)
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler((reason, command, parsed) -> {
                    out.println(reason);
                    return COULD_NOT_RUN;
                })
                .execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() {
        if (!url.matches("https?://[^/?#]+(/[^?#]*)?")) {
            throw new CouldNotRun("URL must be the deployment to check, such as https://api.example.com.");
        }
        if (key.isBlank()) {
            throw new CouldNotRun("Give an API key with --key or INBOUNDFLOW_API_KEY.");
        }
        url = url.replaceFirst("/+$", "");
        out.println("Checking " + url
                + (write ? ", reading and writing" : ", reading only; --write also creates contacts"));
        openapi.ifPresent(Main::readContract);
        var pace = Pace.obeying(
                Clock.systemUTC(), seconds -> out.println("  … waiting " + seconds + " seconds for the rate limit"));
        Client.Observer counter = (client, request, answer) -> exchanges.incrementAndGet();
        var client = new Client(url, key, pace, counter, new Witness());
        var scopes = scopes(client);
        var walk = new Walk(client, otherKey.map(other -> new Client(url, other, pace, counter)));
        var results = Stream.concat(walk.reading().stream(), write ? walk.writing().stream() : Stream.empty())
                .map(step -> run(step, scopes))
                .toList();
        return conclude(new Report(url, Contract.root().at("/info/version").asText(), results));
    }

    private static void readContract(Path file) {
        if (!Files.isReadable(file)) {
            throw new CouldNotRun("There is no file " + file + ".");
        }
        System.setProperty("inboundflow.contract", file.toString());
        try {
            Contract.operations();
        } catch (ExceptionInInitializerError unreadable) {
            throw new CouldNotRun("The contract " + file + " cannot be read. --openapi takes a file of OpenAPI 3.1.");
        }
    }

    /** What the key may do; asking for it also tells whether there is anyone to check. */
    private List<String> scopes(Client client) {
        try {
            var answer = client.ask(Request.get("/v1/me"));
            if (answer.status() == 401) {
                throw new CouldNotRun(
                        url + " does not take this key. Give a valid one with --key or INBOUNDFLOW_API_KEY.");
            }
            if (answer.status() != 200) {
                throw new CouldNotRun(url + "/v1/me answers " + answer.status() + ". Is this the API's address?");
            }
            return Contract.texts(answer.body("/data/scopes"));
        } catch (UncheckedIOException | IllegalArgumentException failed) {
            var nobody = failed.getCause() instanceof ConnectException
                    || failed.getCause() instanceof HttpConnectTimeoutException;
            throw new CouldNotRun(url
                    + (nobody
                            ? " cannot be reached. Is a server running there?"
                            : " cannot be asked: " + failed.getMessage()));
        }
    }

    private Result run(Step step, List<String> scopes) {
        var needed = step.operations().stream()
                .flatMap(id -> Contract.operation(id).scopes().stream())
                .toList();
        var before = exchanges.get();
        var began = System.nanoTime();
        var sign = "✓";
        var sentence = "";
        var details = "";
        try {
            if (!scopes.containsAll(needed)) {
                throw new CouldNotRun("the key lacks one of the scopes " + needed);
            }
            step.body().run();
        } catch (Violation violation) {
            sign = "✗";
            sentence = violation.sentence();
            details = violation.getMessage();
        } catch (Exception failed) {
            sign = "–";
            details = failed.toString();
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        var result = new Result(step, sign, sentence, details, exchanges.get() - before, seconds);
        out.println(result);
        return result;
    }

    private int conclude(Report found) {
        out.printf("%n%s; %,d requests, contract %s.%n", found.summary(), exchanges.get(), found.version());
        var isDone = true;
        try {
            found.write(report);
            out.println("Report: " + report.resolve("report.html") + " and " + report.resolve("junit.xml"));
        } catch (IOException failed) {
            isDone = false;
            out.println("The report could not be written: " + failed + ". Name another directory with --report.");
        }
        return found.count("✗") > 0 ? 1 : isDone && found.count("–") == 0 ? 0 : COULD_NOT_RUN;
    }
}
