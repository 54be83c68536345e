package app.inboundflow.contract.conformance;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * What is generated depends on one number, the same in every run. Another one looks elsewhere: {@code
 * -Dinboundflow.seed=…}; a failure names the number that replays it.
 */
final class Seed implements AroundPropertyHook {
    private static final String PROPERTY = "inboundflow.seed";

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        var seed = System.getProperty(PROPERTY, "20261122");
        context.attributes().setSeed(seed);
        var result = property.execute();
        return result.throwable()
                .filter(failure -> result.status() == PropertyExecutionResult.Status.FAILED)
                .map(failure -> result.mapToFailed(
                        new AssertionError("Replay it with -D" + PROPERTY + "=" + seed + "\n" + failure, failure)))
                .orElse(result);
    }
}
