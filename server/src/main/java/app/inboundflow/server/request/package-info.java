@NullMarked
package app.inboundflow.server.request;

import org.jspecify.annotations.NullMarked;
