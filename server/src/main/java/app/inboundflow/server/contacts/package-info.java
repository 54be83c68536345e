@NullMarked
package app.inboundflow.server.contacts;

import org.jspecify.annotations.NullMarked;
