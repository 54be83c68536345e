/** The clock, and timestamps as RFC 3339 has them. */
@NullMarked
package app.inboundflow.server.time;

import org.jspecify.annotations.NullMarked;
