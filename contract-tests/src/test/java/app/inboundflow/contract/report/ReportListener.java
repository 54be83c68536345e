package app.inboundflow.contract.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes the report after the last test, whether or not it passed. JUnit finds this class as a service. */
public final class ReportListener implements TestExecutionListener {
    private final Map<Proof, Outcome> outcomes = new EnumMap<>(Proof.class);
    private final Outcome all = new Outcome();
    private volatile TestPlan plan;

    /** What became of tests. */
    static final class Outcome {
        int passed;
        int skipped;
        final List<String> failures = new ArrayList<>();
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier identifier, String reason) {
        concerned(identifier).forEach(outcome -> outcome.skipped++);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        for (var outcome : concerned(identifier)) {
            switch (result.getStatus()) {
                case FAILED -> outcome.failures.add(name(identifier));
                case ABORTED -> outcome.skipped++;
                case SUCCESSFUL -> outcome.passed += identifier.isTest() ? 1 : 0;
            }
        }
    }

    private List<Outcome> concerned(TestIdentifier identifier) {
        var proof = className(identifier).flatMap(Proof::of);
        return proof.map(one -> List.of(all, outcomes.computeIfAbsent(one, unknown -> new Outcome())))
                .orElse(List.of(all));
    }

    private Optional<String> className(TestIdentifier identifier) {
        var source = identifier.getSource();
        return source.filter(MethodSource.class::isInstance)
                .map(method -> ((MethodSource) method).getClassName())
                .or(() -> source.filter(ClassSource.class::isInstance).map(one -> ((ClassSource) one).getClassName()))
                .or(() -> plan.getParent(identifier).flatMap(this::className));
    }

    /** With the names of its class and what else it is in, but without that of the engine. */
    private String name(TestIdentifier identifier) {
        var parent =
                plan.getParent(identifier).filter(one -> plan.getParent(one).isPresent());
        return parent.map(one -> name(one) + " › ").orElse("") + identifier.getDisplayName();
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        var sections = Arrays.stream(Proof.values())
                .map(proof -> new Page.Section(proof, outcomes.getOrDefault(proof, new Outcome()), Results.of(proof)))
                .toList();
        var page = new Page(all, sections);
        try {
            Files.writeString(
                    Path.of(System.getProperty("basedir", ""), "target", "contract-report.html"), page.html());
            System.out.print(page.lines());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
