@NullMarked
package app.inboundflow.server.problem;

import org.jspecify.annotations.NullMarked;
