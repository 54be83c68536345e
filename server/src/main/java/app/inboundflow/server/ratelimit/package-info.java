/** How much may be asked in a minute: by a key, and in vain by an address; counted by one server or by all together. */
@NullMarked
package app.inboundflow.server.ratelimit;

import org.jspecify.annotations.NullMarked;
