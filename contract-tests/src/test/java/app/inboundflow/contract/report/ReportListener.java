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
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes the report after the last test, whether or not it passed. JUnit finds this class as a service. */
public final class ReportListener implements TestExecutionListener {
    private final Map<Proof, Outcome> outcomes = new EnumMap<>(Proof.class);
    private final Outcome all = new Outcome();

    /** What became of tests. */
    static final class Outcome {
        int passed;
        int skipped;
        final List<String> failures = new ArrayList<>();
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        concerned(test).forEach(outcome -> outcome.skipped++);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        concerned(test).forEach(outcome -> {
            switch (result.getStatus()) {
                // A class fails too: when what it prepares before its tests does.
                case FAILED -> outcome.failures.add(className(test) + " › " + test.getDisplayName());
                case ABORTED -> outcome.skipped++;
                case SUCCESSFUL -> outcome.passed += test.isTest() ? 1 : 0;
            }
        });
    }

    private Stream<Outcome> concerned(TestIdentifier test) {
        var proof = Proof.of(className(test)).stream();
        return Stream.concat(Stream.of(all), proof.map(one -> outcomes.computeIfAbsent(one, unknown -> new Outcome())));
    }

    /** The class that a test is in; empty for what is in none, an engine. */
    private static String className(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().stream()
                .filter(segment -> segment.getType().equals("class"))
                .map(Segment::getValue)
                .findFirst()
                .orElse("");
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
