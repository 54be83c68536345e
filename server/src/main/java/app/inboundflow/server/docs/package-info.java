/** What the server shows to people: the contract, an interactive reference of it, and a page for each kind of problem. */
@NullMarked
package app.inboundflow.server.docs;

import org.jspecify.annotations.NullMarked;
