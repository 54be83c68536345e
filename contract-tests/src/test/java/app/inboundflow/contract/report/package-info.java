/** The page that shows what the proofs found. Each leaves JSON by {@link app.inboundflow.contract.report.Results}; this only shows it. */
package app.inboundflow.contract.report;
