package app.inboundflow.contract.pact.provider;

import app.inboundflow.contract.pact.Promises;
import app.inboundflow.contract.report.Results;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.SynchronousRequestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what was verified and leaves it for the report. */
final class PactReport {
    private final Map<String, List<Verified>> consumers = new TreeMap<>();

    void add(Pact pact, Interaction interaction, boolean verified) {
        consumers
                .computeIfAbsent(pact.getConsumer().getName(), name -> new ArrayList<>())
                .add(new Verified(
                        interaction.getDescription(),
                        interaction.getProviderStates().stream()
                                .map(state -> new State(state.getName(), state.getParams()))
                                .toList(),
                        Promises.operationId(interaction),
                        interaction instanceof SynchronousRequestResponse http
                                ? http.getResponse().getStatus()
                                : 0,
                        verified));
    }

    /** Writes what there is; where nothing could be verified, nothing. */
    void write() {
        if (consumers.isEmpty()) {
            return;
        }
        var pacts = consumers.entrySet().stream()
                .map(consumer -> new Consumer(consumer.getKey(), consumer.getValue()))
                .toList();
        Results.write("pacts.json", new Outcome(ServerHonoursPacts.PROVIDER, pacts));
    }

    private record Outcome(String provider, List<Consumer> consumers) {}

    private record Consumer(String name, List<Verified> interactions) {}

    private record Verified(String description, List<State> states, String operationId, int status, boolean verified) {}

    private record State(String name, Map<String, Object> parameters) {}
}
