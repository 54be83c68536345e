/** The page that shows what the proofs found. Each leaves JSON under {@code target/contract-report}; this only shows it. */
package app.inboundflow.contract.report;
