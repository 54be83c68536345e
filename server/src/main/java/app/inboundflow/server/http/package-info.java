/** Connections, the rules of HTTP that requests must keep, and what shapes every answer. */
@NullMarked
package app.inboundflow.server.http;

import org.jspecify.annotations.NullMarked;
