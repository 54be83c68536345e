/** The Java client against the real server: every operation, and every line of its README. */
package app.inboundflow.contract.client;
