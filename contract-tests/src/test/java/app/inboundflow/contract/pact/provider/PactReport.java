package app.inboundflow.contract.pact.provider;

import app.inboundflow.contract.pact.Promises;
import app.inboundflow.contract.report.Proof;
import app.inboundflow.contract.report.Results;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.Pact;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Collects what was verified and leaves it for the report. */
final class PactReport {
    private final Map<String, Map<String, Integer>> consumers = new TreeMap<>();

    void add(Pact pact, Interaction interaction, boolean verified) {
        consumers
                .computeIfAbsent(pact.getConsumer().getName(), name -> new LinkedHashMap<>())
                .put(Promises.operationId(interaction) + ": " + interaction.getDescription(), verified ? 1 : 0);
    }

    /** Writes what there is; where nothing could be verified, nothing. */
    void write() {
        var verified = consumers.values().stream()
                .flatMap(one -> one.values().stream())
                .toList();
        if (!verified.isEmpty()) {
            Results.write(
                    Proof.PACTS,
                    "",
                    "%d of %d interactions of %d consumers verified"
                            .formatted(
                                    verified.stream().filter(one -> one > 0).count(),
                                    verified.size(),
                                    consumers.size()),
                    Map.of("Interactions verified, by consumer", consumers));
        }
    }
}
