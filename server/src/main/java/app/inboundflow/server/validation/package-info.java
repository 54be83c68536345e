/** Holds parameters, bodies and imported lines to the contract, and says in its words what is wrong. */
@NullMarked
package app.inboundflow.server.validation;

import org.jspecify.annotations.NullMarked;
