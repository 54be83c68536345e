/** Pacts: what consumers rely on, and that it is nothing but what openapi.yaml promises. */
package app.inboundflow.contract.pact;
