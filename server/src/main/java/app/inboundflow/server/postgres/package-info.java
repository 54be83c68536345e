/** The embedded PostgreSQL: unpacked, started, shared by several processes, supervised and stopped. It uses no other room. */
@NullMarked
package app.inboundflow.server.postgres;

import org.jspecify.annotations.NullMarked;
