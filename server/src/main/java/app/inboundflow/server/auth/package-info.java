/** API keys: issued, looked up, and asked for by every request under {@code /v1}. */
@NullMarked
package app.inboundflow.server.auth;

import org.jspecify.annotations.NullMarked;
