@NullMarked
package app.inboundflow.server.ratelimit;

import org.jspecify.annotations.NullMarked;
