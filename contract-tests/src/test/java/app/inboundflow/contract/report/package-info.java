/** The page that shows what the proofs found; each leaves it with {@link app.inboundflow.contract.report.Results}. */
package app.inboundflow.contract.report;
