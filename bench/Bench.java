import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures what the server costs: processor time of a request in the server and in PostgreSQL, requests a second,
 * latency, memory, and what a start takes. {@code java bench/Bench.java}, in the checkout's directory, prints it as
 * Markdown; docs/performance.md explains it. Needs a JDK 25, wrk (https://github.com/wg/wrk) and Linux. Properties,
 * such as {@code -Dcalls=20000}, come before the file's name.
 *
 * <p>Before anything is measured all calls are read through the cursor and compared with the data, and so is the first
 * answer of each workload. The database stays in target/bench for the next run.
 */
class Bench {
    private static final Data DATA = new Data(Integer.getInteger("calls", 200_000));
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int WARM_UP_SECONDS = Integer.getInteger("warmup", 5);

    /** What is measured: this checkout, or another one to compare with. */
    private static final Path CHECKOUT =
            Path.of(System.getProperty("checkout", "")).toAbsolutePath();

    private static final Path HOME = CHECKOUT.resolve("target/bench/" + DATA.calls());
    private static final Installation INBOUNDFLOW = new Installation(CHECKOUT, HOME);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Rows of a page while all calls are read. */
    private static final int PAGE = 100;

    public static void main(String[] arguments) throws Exception {
        if (Stream.of(System.getenv("PATH").split(":")).noneMatch(path -> Files.isExecutable(Path.of(path, "wrk")))) {
            System.err.println("wrk puts load on the server, and was not found. Install it: apt-get install wrk");
            System.exit(2);
        }
        Path keyFile = HOME.resolve("key");
        if (!Files.exists(keyFile)) {
            Files.createDirectories(HOME);
            Files.writeString(keyFile, newKey(newOrganizationWithData()));
        }
        var readingKey = Files.readString(keyFile);
        try (var server = INBOUNDFLOW.serve()) {
            long idle = server.megabytes();
            var writingKey = newKey(newOrganization());
            var workloads = checkedWorkloads(server, readingKey);
            for (var workload : workloads) {
                measure(server, workload, workload.writes() ? writingKey : readingKey, 1_000_000, WARM_UP_SECONDS);
            }
            System.out.println("| | requests/s | p99, ms | server's CPU, µs | PostgreSQL's CPU, µs |");
            System.out.println("| --- | --: | --: | --: | --: |");
            for (var workload : workloads) {
                System.out.println(
                        measure(server, workload, workload.writes() ? writingKey : readingKey, 5_000_000, SECONDS));
            }
            System.out.printf("%nMemory: %d MB when started, %d MB after the load.%n", idle, server.megabytes());
            try (var second = INBOUNDFLOW.serve()) {
                check(second, readingKey, workloads.getFirst().paths().getFirst(), "");
                System.out.printf(
                        "CPU: %.2f s for `serve` until its first answer, ",
                        second.cpu().toMillis() / 1e3);
            }
            System.out.printf("%.2f s for `organizations list`.%n", INBOUNDFLOW.secondsOfCpu("organizations", "list"));
        }
    }

    private static String newOrganizationWithData() throws IOException, InterruptedException {
        System.err.printf("Importing %,d contacts and %,d calls …%n", DATA.contacts(), DATA.calls());
        var organization = newOrganization();
        load(organization, "contacts", IntStream.range(0, DATA.contacts()).mapToObj(DATA::contact));
        load(organization, "calls", IntStream.range(0, DATA.calls()).mapToObj(DATA::callWithMessages));
        return organization;
    }

    private static String newOrganization() throws IOException, InterruptedException {
        return INBOUNDFLOW.run(Stream.empty(), "organizations", "create", "--name", "Bench", "--plan", "Bench");
    }

    private static String newKey(String organization) throws IOException, InterruptedException {
        return INBOUNDFLOW.run(
                Stream.empty(), "keys", "create", "--organization", organization, "--requests-per-minute", "1000000");
    }

    private static void load(String organization, String resource, Stream<String> rows)
            throws IOException, InterruptedException {
        INBOUNDFLOW.run(rows, "import", "--organization", organization, "--resource", resource, "-");
    }

    /** All workloads, after every call and the first answer of each reading one have been compared with the data. */
    private static List<Workload> checkedWorkloads(Installation.Server server, String key)
            throws IOException, InterruptedException {
        System.err.println("Comparing the answers with the data …");
        var calls = DATA.newestCalls();
        int deep = DATA.calls() / 10 * 7 / PAGE * PAGE;
        var deepCursors = new ArrayList<String>();
        var cursor = "";
        for (int from = 0; from < DATA.calls(); from += PAGE) {
            if (from >= deep && from < deep + DATA.calls() / 10) {
                deepCursors.add(cursor);
            }
            var rows = calls.stream().skip(from).limit(PAGE).map(DATA::call);
            var answer = check(server, key, "/v1/calls?limit=" + PAGE + cursor, Workload.list(rows));
            cursor = answer.replaceFirst("(?s).*\"next_cursor\":\"?([^\",]+).*", "&cursor=$1");
        }
        var workloads = Workload.all(DATA, deepCursors, deep);
        for (var workload : workloads.stream().filter(one -> !one.writes()).toList()) {
            check(server, key, workload.paths().getFirst(), workload.answer());
        }
        return workloads;
    }

    private static String check(Installation.Server server, String key, String path, String expected)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + key)
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        var body = answer.body();
        if (answer.statusCode() != 200 || !body.startsWith(expected)) {
            int at = Math.max(0, Arrays.mismatch(expected.toCharArray(), body.toCharArray()));
            throw new IllegalStateException("%s was answered %d, from character %d on %s; expected was %s"
                    .formatted(path, answer.statusCode(), at, extract(body, at), extract(expected, at)));
        }
        return body;
    }

    private static String extract(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + 200));
    }

    /** Puts load on a server, and returns a row of the table. */
    private static String measure(
            Installation.Server server, Workload workload, String key, int firstPhone, int seconds)
            throws IOException, InterruptedException {
        var paths = Files.write(HOME.resolve("paths"), workload.paths());
        var wrk = new ProcessBuilder(
                "wrk", "-t1", "-c32", "-d" + seconds, "--timeout", "10", "-s", "bench/load.lua", server.url());
        var environment = wrk.environment();
        environment.put("BENCH_KEY", key);
        environment.put("BENCH_PATHS", paths.toString());
        environment.put("BENCH_ACCEPT_ENCODING", workload.acceptEncoding());
        environment.put("BENCH_FIRST_PHONE", String.valueOf(firstPhone));
        var cpu = server.cpu();
        var postgres = INBOUNDFLOW.cpuOfPostgres();
        var output = Installation.output(wrk, Stream.empty());
        var cpuTaken = server.cpu().minus(cpu).toNanos() / 1e3;
        var postgresTaken = INBOUNDFLOW.cpuOfPostgres().minus(postgres).toNanos() / 1e3;
        var figures = output.substring(output.lastIndexOf('\n') + 1).split(" ");
        double requests = Double.parseDouble(figures[0]);
        if (Integer.parseInt(figures[2]) > 0) {
            throw new IllegalStateException(workload.name() + ": " + figures[2] + " requests failed");
        }
        return "| %s | %,.0f | %.1f | %.0f | %.0f |"
                .formatted(
                        workload.name(),
                        requests / Double.parseDouble(figures[1]),
                        Double.parseDouble(figures[3]),
                        cpuTaken / requests,
                        postgresTaken / requests);
    }
}
