/** The packaged server as its users run it, a process with a PostgreSQL of its own, for every proof that asks one. */
package app.inboundflow.contract.live;
