@NullMarked
package app.inboundflow.server.auth;

import org.jspecify.annotations.NullMarked;
