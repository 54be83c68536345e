/** The page that shows what the proofs found. Each leaves JSON by {@link app.inboundflow.contract.report.Results}. */
package app.inboundflow.contract.report;
