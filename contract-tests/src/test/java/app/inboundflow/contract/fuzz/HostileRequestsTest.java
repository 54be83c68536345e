package app.inboundflow.contract.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Contract;
import app.inboundflow.check.ContractValidator;
import app.inboundflow.check.Objection;
import app.inboundflow.check.Schemas;
import app.inboundflow.contract.conformance.Seed;
import app.inboundflow.contract.live.ContractRows;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the server answers as documented: never a 5xx, no undocumented status, no answer of another form. */
class HostileRequestsTest {
    private static final int REQUESTS = Integer.getInteger("inboundflow.fuzz.requests", 20_000);
    private static final int CONNECTIONS = 8;

    /** Enough to begin with. A server that answers nothing would keep each of them waiting. */
    private static final int MOST_FINDINGS = 100;

    private final long seed = Seed.number();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());

    @Test
    void everyAnswerIsAsDocumented() throws Exception {
        var server = LiveServer.shared();
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        new ContractRows(dave).store("listCalls", Map.of("caller_phone", "+14155551234"));
        var key = dave.key();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var senders = Collections.nCopies(CONNECTIONS, (Callable<Object>) () -> {
                send(URI.create(server.url()), key);
                return null;
            });
            for (var sender : threads.invokeAll(senders)) {
                sender.get();
            }
        }

        var sent = Math.min(next.get(), REQUESTS);
        Results.write(
                Proof.RANDOM,
                "hostile",
                "%,d hostile requests, seed %d".formatted(sent, seed),
                Map.of("Answers to hostile requests", Map.of("statuses", statuses)));
        Files.write(Path.of(System.getProperty("basedir", ""), "target", "hostile-requests.txt"), findings);
        assertThat(findings)
                .as(
                        "%d of %d hostile requests of seed %d; -Dinboundflow.seed=%d sends them again, and target/hostile-requests.txt has"
                                + " them all",
                        findings.size(), sent, seed, seed)
                .isEmpty();
        assertThat(sent).as("requests sent").isEqualTo(REQUESTS);
    }

    private void send(URI server, String key) throws IOException {
        var connection = new RawConnection(server);
        for (var i = next.getAndIncrement();
                i < REQUESTS && findings.size() < MOST_FINDINGS;
                i = next.getAndIncrement()) {
            var request = HostileRequest.of(seed + i, key);
            try {
                var answer = connection.exchange(request.bytes(), request.method(), !request.isWhole());
                statuses.merge(Integer.toString(answer.status()), 1, Integer::sum);
                objections(request, answer).forEach(objection -> find(request, key, objection + " It was " + answer));
            } catch (IOException | IllegalArgumentException broken) {
                // Nobody need answer what does not end.
                if (request.isWhole() || !(broken instanceof EOFException)) {
                    find(request, key, broken.toString());
                }
            }
            if (!connection.isOpen()) {
                connection.close();
                connection = new RawConnection(server);
            }
        }
        connection.close();
    }

    private void find(HostileRequest request, String key, String what) {
        findings.add(
                what.replace(key, "$KEY") + "\n    printf '" + request.printf().replace(key, "'$KEY'") + "'");
    }

    private static Stream<String> objections(HostileRequest request, Answer answer) {
        var path = request.target().replaceFirst("^[a-zA-Z]+://[^/]*", "").replaceFirst("[?#].*", "");
        if (answer.status() >= 500) {
            return Stream.of("A failure of the server.");
        }
        // A preflight, which no operation has, and a request without one of its own.
        if (answer.status() == 204 && request.method().equals("OPTIONS")) {
            return Stream.empty();
        }
        // Said of every path in the chapter on errors.
        var isTooLarge = answer.status() == 413 && request.method().equals("POST");
        if (!isTooLarge && !Contract.at(path).isEmpty() && request.isHttp()) {
            return ContractValidator.objections(request.method(), path, answer).stream()
                    .map(Objection::seen);
        }
        return answer.status() < 400 && !path.startsWith("/v1") ? Stream.empty() : problemObjections(request, answer);
    }

    /** Of a path that the contract does not have, an answer is a refusal in the form of all refusals. */
    private static Stream<String> problemObjections(HostileRequest request, Answer answer) {
        if (answer.status() < 400) {
            return Stream.of("An answer to a path that is not documented.");
        }
        if (request.method().equals("HEAD")) {
            return Stream.empty();
        }
        try {
            var isProblem = answer.firstHeader("Content-Type").equals("application/problem+json");
            var schema = Contract.root().at("/components/schemas/Problem");
            return isProblem
                    ? Schemas.objections(schema, answer.json()).stream()
                    : Stream.of("A refusal that is no problem document.");
        } catch (IOException notJson) {
            return Stream.of("A refusal that is no JSON.");
        }
    }
}
