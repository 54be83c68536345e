/** What the Java client relies on: it is driven against Pact's mock server, and the pact that comes of it is written down. */
package app.inboundflow.contract.pact.consumer;
