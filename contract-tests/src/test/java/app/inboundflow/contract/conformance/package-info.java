/** Tests that a server answers as openapi.yaml says: each exchange is checked, and everything that is declared must be seen. */
package app.inboundflow.contract.conformance;
