package app.inboundflow.contract.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes the report after the last test, whether or not it passed. JUnit finds this class as a service. */
public final class ReportListener implements TestExecutionListener {
    private final ContractReport report = new ContractReport(
            Path.of(System.getProperty("basedir", "")).resolve("target"), System.getProperty("inboundflow.url", ""));
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    private volatile TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        try {
            report.begin();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        skipped.incrementAndGet();
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        switch (result.getStatus()) {
            case FAILED -> failures.add(name(identifier));
            case ABORTED -> skipped.incrementAndGet();
            case SUCCESSFUL -> passed.addAndGet(identifier.isTest() ? 1 : 0);
        }
    }

    /** With the names of its class and what else it is in, but without that of the engine. */
    private String name(TestIdentifier identifier) {
        var parent =
                plan.getParent(identifier).filter(one -> plan.getParent(one).isPresent());
        return parent.map(one -> name(one) + " › ").orElse("") + identifier.getDisplayName();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        try {
            System.out.print(report.write(passed.get(), skipped.get(), List.copyOf(failures)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
