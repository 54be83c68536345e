@NullMarked
package app.inboundflow.server.cli;

import org.jspecify.annotations.NullMarked;
