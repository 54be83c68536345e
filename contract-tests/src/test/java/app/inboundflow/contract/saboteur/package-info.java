/** The proof that the proofs work: real responses are altered in one way at a time, and every alteration must be objected to. */
package app.inboundflow.contract.saboteur;
