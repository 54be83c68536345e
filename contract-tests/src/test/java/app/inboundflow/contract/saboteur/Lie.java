package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import app.inboundflow.check.ContractValidator;
import app.inboundflow.check.Operation;
import app.inboundflow.check.Request;
import app.inboundflow.contract.saboteur.Proxy.Teller;
import app.inboundflow.contract.saboteur.Proxy.Upstream;
import java.io.IOException;
import java.util.List;

/**
 * One way to mean what the contract does not mean, in answers that are valid against its schemas; told to every request of the
 * operations.
 *
 * @param name its kind, which is what is done to each operation that it can be done to, and after a colon what distinguishes it from
 *     others of its kind, such as the name of a property
 */
record Lie(List<String> operations, String name, Teller teller) implements Teller {
    @Override
    public Answer tell(Request request, Upstream server) throws IOException {
        var isMeant = ContractValidator.answering(request.method(), request.path()).stream()
                .map(Operation::id)
                .anyMatch(operations::contains);
        return isMeant ? teller.tell(request, server) : server.send(request);
    }

    String kind() {
        return name.split(": ")[0];
    }

    @Override
    public String toString() {
        return String.join(", ", operations) + ": " + name;
    }
}
