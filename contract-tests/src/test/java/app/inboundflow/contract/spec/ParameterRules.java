package app.inboundflow.contract.spec;

import java.util.stream.Stream;

/** How parameters and headers are described and exemplified. */
final class ParameterRules {
    private ParameterRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                new Rule("a parameter or header is described", contract -> Stream.concat(
                                parameters(contract), headers(contract))
                        .map(place -> place.child("description"))
                        .filter(text -> !Wording.isSentence(text.node().asText()))
                        .map(text -> new Violation(text, Wording.ADVICE))),
                new Rule("a parameter has an example", contract -> parameters(contract)
                        .filter(parameter -> !parameter.has("example") && !parameter.has("examples"))
                        .map(parameter -> new Violation(parameter.child("example"), "add an example"))),
                new Rule("a header has an example", contract -> headers(contract)
                        .map(header -> header.child("schema").child("examples"))
                        .filter(examples -> examples.node().isEmpty())
                        .map(examples -> new Violation(examples, "add examples: [one that is typical]"))),
                new Rule("a header says whether it is always there", contract -> headers(contract)
                        .filter(header -> !header.has("required"))
                        .map(header -> new Violation(header.child("required"), "write true or false"))),
                new Rule("a query parameter is snake_case", contract -> parameters(contract)
                        .filter(parameter -> !parameter.text("in").equals("header"))
                        .map(parameter -> parameter.child("name"))
                        .filter(name -> !name.node().asText().matches("[a-z]+(_[a-z]+)*"))
                        .map(name -> new Violation(name, "write it in lower case, words joined by _"))));
    }

    private static Stream<Place> parameters(ContractDocument contract) {
        return contract.operations().stream()
                .flatMap(DocumentedOperation::parameters)
                .distinct();
    }

    private static Stream<Place> headers(ContractDocument contract) {
        return contract.at("/components/headers").children();
    }
}
