@NullMarked
package app.inboundflow.server.calls;

import org.jspecify.annotations.NullMarked;
