@NullMarked
package app.inboundflow.server.json;

import org.jspecify.annotations.NullMarked;
