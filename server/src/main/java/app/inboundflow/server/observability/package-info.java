/** What an operator sees of a running server: a second port with metrics, a line of the log for each request, traces. */
@NullMarked
package app.inboundflow.server.observability;

import org.jspecify.annotations.NullMarked;
