/** Bringing an organization's data in and out, as NDJSON in exactly the shapes of the contract. */
@NullMarked
package app.inboundflow.server.ndjson;

import org.jspecify.annotations.NullMarked;
