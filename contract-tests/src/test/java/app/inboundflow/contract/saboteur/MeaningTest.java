package app.inboundflow.contract.saboteur;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Step;
import app.inboundflow.check.Walk;
import app.inboundflow.check.Witness;
import app.inboundflow.contract.conformance.RoundTrip;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The proof that the walk knows what answers mean: a proxy tells one lie at a time, consistently, in answers that are valid against the
 * schemas, and the walk must catch every one.
 */
class MeaningTest {
    private static final int THREADS = 6;

    private static LiveServer server;
    private static Organization dave;
    private static Organization mary;
    private static RoundTrip roundTrip;

    @BeforeAll
    static void fill() {
        server = LiveServer.shared();
        dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        dave.fill();
        mary = server.createOrganization("Mary Auto Shop", "Starter Plan");
        mary.fill();
        roundTrip = new RoundTrip(server.createOrganization("Zoë’s Garage", "Pro Plan"));
    }

    @Test
    void everyLieIsCaught() throws Exception {
        var lies = lies();
        var missed = believed(lies).stream().map(Lie::toString).toList();
        var kinds = new TreeMap<String, Integer>();
        lies.forEach(lie -> kinds.merge(lie.kind(), 1, Integer::sum));
        var sentence =
                "%,d of %,d lies caught, of %d kinds".formatted(lies.size() - missed.size(), lies.size(), kinds.size());
        Results.write(
                Proof.MEANING, "", sentence, Map.of("Lies told, by kind", kinds, "Missed", Map.of("lies", missed)));
        System.out.println(sentence);
        assertThat(missed)
                .as("Nobody objected to these lies; teach a check of the walk to")
                .isEmpty();
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(40);
    }

    /** As many times at once as lies are told, so that no lie is caught by what the others do. */
    @Test
    void theTruthIsBelieved() throws Exception {
        var all = Contract.operations().stream().map(Operation::id).toList();
        var truth = new Lie(all, "the truth", (request, server) -> server.send(request));

        assertThat(believed(Collections.nCopies(THREADS, truth))).hasSize(THREADS);
    }

    private static List<Lie> believed(List<Lie> lies) throws Exception {
        try (var threads = new ForkJoinPool(THREADS)) {
            return threads.submit(() -> lies.parallelStream()
                            .filter(MeaningTest::isBelieved)
                            .toList())
                    .get();
        }
    }

    private static List<Lie> lies() {
        var key = dave.key();
        var lies = new ArrayList<Lie>();
        for (var operation : Contract.operations()) {
            if (operation.method().equals("GET")) {
                lies.addAll(new AnswerLies(operation, key).all);
                lies.addAll(new ObjectLies(operation).all);
            } else {
                lies.addAll(new CreateLies(operation).all);
            }
            if (operation.isList()) {
                lies.addAll(new ListLies(operation).all);
            }
        }
        return lies;
    }

    private static boolean isBelieved(Lie lie) {
        try (var proxy = new Proxy(server.url(), lie)) {
            for (var step : steps(proxy)) {
                if (step.operations().stream().anyMatch(lie.operations()::contains)) {
                    step.body().run();
                }
            }
            return true;
        } catch (AssertionError objection) {
            return false;
        } catch (Exception failed) {
            throw new IllegalStateException(lie.toString(), failed);
        }
    }

    /** The walk, with keys of its own: rows that were stored past the server first, because few requests tell much of them. */
    private static List<Step> steps(Proxy proxy) {
        var writers = server.createOrganization("Writers", "Starter Plan");
        var walk = new Walk(client(proxy, dave.key()), Optional.of(client(proxy, mary.key())));
        var writing = new Walk(client(proxy, writers.key()), Optional.empty());
        return Stream.of(roundTrip.steps(client(proxy, roundTrip.key())), walk.reading(), writing.writing())
                .flatMap(List::stream)
                .toList();
    }

    private static Client client(Proxy proxy, String key) {
        return new Client(proxy.url(), key, Pace.UNLIMITED, new Witness());
    }
}
