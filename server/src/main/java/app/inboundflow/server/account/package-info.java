@NullMarked
package app.inboundflow.server.account;

import org.jspecify.annotations.NullMarked;
