/** Requests that nobody would write by hand, as bytes on a socket, and what may be answered to them. */
package app.inboundflow.contract.fuzz;
