/** Carries a POST with an {@code Idempotency-Key} out once, and replays its answer for 24 hours. */
@NullMarked
package app.inboundflow.server.idempotency;

import org.jspecify.annotations.NullMarked;
