@NullMarked
package app.inboundflow.server.privacy;

import org.jspecify.annotations.NullMarked;
