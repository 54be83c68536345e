/** The proof that a server answers as openapi.yaml says: each exchange is checked, and nothing that it declares goes unseen. */
package app.inboundflow.contract.conformance;
