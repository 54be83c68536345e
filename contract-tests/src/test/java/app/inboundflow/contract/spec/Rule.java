package app.inboundflow.contract.spec;

import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A house rule of the contract.
 *
 * @param name what holds, as a sentence
 * @param violations finds where it does not, each with what to do about it
 */
record Rule(String name, Function<ContractDocument, Stream<Violation>> violations) {

    @Override
    public String toString() {
        return name;
    }
}
