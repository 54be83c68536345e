@NullMarked
package app.inboundflow.server.leads;

import org.jspecify.annotations.NullMarked;
