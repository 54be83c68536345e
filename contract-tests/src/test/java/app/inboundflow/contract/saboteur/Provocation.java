package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Request;
import app.inboundflow.contract.saboteur.Document.Documented;

/** A request that a status of an operation answers, and the key it is made with; empty for none. */
record Provocation(Documented operation, int status, String key, Request request) {
    @Override
    public String toString() {
        return operation.id() + " " + status;
    }
}
