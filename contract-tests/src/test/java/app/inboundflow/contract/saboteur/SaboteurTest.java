package app.inboundflow.contract.saboteur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import app.inboundflow.check.Answer;
import app.inboundflow.check.Client;
import app.inboundflow.check.Pace;
import app.inboundflow.check.Request;
import app.inboundflow.contract.conformance.Coverage;
import app.inboundflow.contract.conformance.Showcase;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A test of the tests: a proxy alters real responses, each time in one way that the contract forbids, and the client of the
 * conformance walk must object to every one.
 */
class SaboteurTest {
    private static final Tally TALLY = new Tally();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(8);

    /** The request header that names an order for one answer. */
    private static final String ORDER = "X-Saboteur-Order";

    private static final Map<String, Supplier<Answer>> ORDERS = new ConcurrentHashMap<>();

    private static Proxy proxy;
    private static Client client;
    private static Provocations provocations;

    @BeforeAll
    static void standBetween() throws IOException {
        var server = LiveServer.shared();
        proxy = new Proxy(
                server.url(),
                (request, truth) -> request.headers().containsKey(ORDER)
                        ? ORDERS.remove(request.headers().get(ORDER)).get()
                        : truth.send(request));
        var organization = server.createOrganization("Dave Auto Shop", "Starter Plan");
        Showcase.fill(organization);
        var key = organization.key();
        client = new Client(proxy.url(), key, Pace.UNLIMITED, new Coverage());
        var used =
                Provocations.create().with("Idempotency-Key", UUID.randomUUID().toString());
        client.expect(201, used);
        var exhausted = organization.key(Organization.ALL_SCOPES, 1);
        client.withKey(exhausted).expect(200, Request.get("/v1/me"));
        provocations = new Provocations(
                organization,
                exhausted,
                Map.of("/v1/calls/{call_id}", first("/v1/calls"), "/v1/contacts/{contact_id}", first("/v1/contacts")),
                used);
    }

    private static UUID first(String list) throws IOException {
        var answer = client.expect(200, Request.get(list + "?limit=1"));
        return UUID.fromString(answer.json().at("/data/0/id").asText());
    }

    @AfterAll
    static void stop() {
        THREADS.close();
        if (proxy != null) {
            proxy.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyAlterationIsObjectedTo() {
        return Stream.concat(
                provocations.all().map(provocation -> dynamicTest(provocation.toString(), () -> sabotage(provocation))),
                Stream.of(dynamicTest("all alterations caught", SaboteurTest::requireAll)));
    }

    private static void sabotage(Provocation provocation) throws Exception {
        var asker = client.withKey(provocation.key());
        var sample = Sample.of(provocation.operation(), asker.expect(provocation.status(), provocation.request()));
        // What was filled in is fine, and so is what the proxy serves: the alteration alone is what is objected to.
        asker.send(provocation.request().with(ORDER, order(sample::answer)));

        var plan = Plan.of(sample);
        TALLY.countLegal(plan.legal());
        var alterations = plan.alterations().stream()
                .filter(alteration -> TALLY.isNew(sample, alteration))
                .toList();
        var caught = THREADS.invokeAll(alterations.stream()
                .<Callable<Boolean>>map(alteration -> () -> isCaught(asker, provocation.request(), sample, alteration))
                .toList());
        for (var i = 0; i < caught.size(); i++) {
            TALLY.count(sample, alterations.get(i), caught.get(i).get());
        }

        assertThat(TALLY.missed(sample)).as(advice(TALLY.missed(sample))).isEmpty();
    }

    /** Takes an order for one answer; the request that carries the result gets it. */
    private static String order(Supplier<Answer> answer) {
        var order = UUID.randomUUID().toString();
        ORDERS.put(order, answer);
        return order;
    }

    private static boolean isCaught(Client asker, Request request, Sample sample, Alteration alteration) {
        var order = order(() -> alteration.by().apply(sample.answer()));
        try {
            asker.send(request.with(ORDER, order));
            return false;
        } catch (AssertionError objection) {
            return true;
        }
    }

    private static void requireAll() {
        TALLY.write();
        System.out.println(TALLY.caught() + " of " + TALLY.made() + " alterations caught");
        assertThat(TALLY.missed()).as(advice(TALLY.missed())).isEmpty();
        assertThat(TALLY.kinds()).as("alterations of every kind").containsOnlyKeys(Kind.values());
    }

    private static String advice(List<Tally.Missed> missed) {
        return "Nobody objected to these altered responses; teach ContractValidator to:\n"
                + missed.stream().map(one -> "- " + one).collect(Collectors.joining("\n"));
    }
}
