@NullMarked
package app.inboundflow.server.meta;

import org.jspecify.annotations.NullMarked;
