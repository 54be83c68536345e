package app.inboundflow.contract.conformance;

import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** What is random depends on one number, another one in each run. It is printed, and {@code -Dinboundflow.seed=…} repeats it. */
public final class Seed implements AroundPropertyHook {
    private static final String PROPERTY = "inboundflow.seed";
    private static final long NUMBER =
            Long.getLong(PROPERTY, ThreadLocalRandom.current().nextLong(1_000_000_000L));

    static {
        System.out.println("Random requests: repeat them with -D" + PROPERTY + "=" + NUMBER);
    }

    /** The number of this run. */
    public static long number() {
        return NUMBER;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        context.attributes().setSeed(Long.toString(NUMBER));
        return property.execute();
    }
}
