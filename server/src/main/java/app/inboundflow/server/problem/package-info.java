/** One way to fail: what can go wrong for a caller, as the documented problems. */
@NullMarked
package app.inboundflow.server.problem;

import org.jspecify.annotations.NullMarked;
