/** The real server honours the pacts of its consumers. */
package app.inboundflow.contract.pact.provider;
