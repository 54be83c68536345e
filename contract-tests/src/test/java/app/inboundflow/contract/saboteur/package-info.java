/** A test of the tests: real responses are altered in one way at a time, and the validator must object to every alteration. */
package app.inboundflow.contract.saboteur;
