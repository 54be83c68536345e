@NullMarked
package app.inboundflow.server;

import org.jspecify.annotations.NullMarked;
