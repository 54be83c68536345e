package app.inboundflow.contract.conformance;

import app.inboundflow.contract.live.LiveServer;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips properties where there is no server of our own; jqwik takes the exception that says so for a failure. */
final class LocalOnly implements SkipExecutionHook {
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return LiveServer.whyNotShared().map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
    }
}
