package app.inboundflow.contract.saboteur;

import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.check.Client;
import app.inboundflow.check.Contract;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Step;
import app.inboundflow.check.Walk;
import app.inboundflow.check.Witness;
import app.inboundflow.contract.conformance.RoundTrip;
import app.inboundflow.contract.conformance.Showcase;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The proof that the walk knows what answers mean: a proxy tells one lie at a time, consistently, in answers that are valid against the
 * schemas, and the walk must catch every one.
 */
class MeaningTest {
    private static LiveServer server;
    private static Organization dave;
    private static Organization mary;
    private static RoundTrip roundTrip;

    @BeforeAll
    static void fill() {
        server = LiveServer.shared();
        dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        Showcase.fill(dave);
        mary = server.createOrganization("Mary Auto Shop", "Starter Plan");
        Showcase.fill(mary);
        roundTrip = RoundTrip.store(server.createOrganization("Zoë’s Garage", "Pro Plan"));
    }

    @Test
    void everyLieIsCaught() throws Exception {
        var key = dave.key();
        var lies = lies(key);
        var caught = new ArrayList<Callable<Boolean>>();
        lies.forEach(lie -> caught.add(() -> isCaught(key, lie)));
        var missed = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var results = threads.invokeAll(caught);
            for (var i = 0; i < results.size(); i++) {
                if (!results.get(i).get()) {
                    missed.add(lies.get(i).toString());
                }
            }
        }

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

    @Test
    void theTruthIsBelieved() throws Exception {
        var key = dave.key();
        try (var proxy = new Proxy(server.url(), (request, truth) -> truth.send(request))) {
            for (var step : steps(proxy, key)) {
                step.body().run();
            }
        }
    }

    private static List<Lie> lies(String key) {
        var lies = new ArrayList<Lie>();
        for (var operation : Contract.operations()) {
            if (operation.method().equals("GET")) {
                lies.addAll(AnswerLies.of(operation, key));
                lies.addAll(ObjectLies.of(operation));
            } else {
                lies.addAll(CreateLies.of(operation));
            }
            if (operation.isList()) {
                lies.addAll(ListLies.of(operation));
            }
        }
        return lies;
    }

    private static boolean isCaught(String key, Lie lie) throws Exception {
        try (var proxy = new Proxy(server.url(), lie)) {
            for (var step : steps(proxy, key)) {
                if (step.operations().stream().anyMatch(lie.operations()::contains)) {
                    step.body().run();
                }
            }
            return false;
        } catch (AssertionError objection) {
            return true;
        }
    }

    /** The walk: rows that were stored past the server first, because few requests tell much of them. */
    private static List<Step> steps(Proxy proxy, String key) {
        var client = client(proxy, key);
        var walk = new Walk(client, Optional.of(client(proxy, mary.key())));
        var writing = new Walk(
                client(
                        proxy,
                        server.createOrganization("Writers", "Starter Plan").key()),
                Optional.empty());
        return Stream.of(roundTrip.steps(client(proxy, roundTrip.key())), walk.reading(), writing.writing())
                .flatMap(List::stream)
                .toList();
    }

    private static Client client(Proxy proxy, String key) {
        return new Client(proxy.url(), key, Pace.UNLIMITED, new Witness());
    }
}
