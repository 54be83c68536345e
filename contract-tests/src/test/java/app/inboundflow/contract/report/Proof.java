package app.inboundflow.contract.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The proofs, and the test classes that each of them is. */
public enum Proof {
    /** Every answer is as documented, and everything documented is seen. */
    CONFORMANCE(
            "Conformance",
            "conformance.ConformanceTest",
            "conformance.FakeConformanceTest",
            "conformance.ImportTest",
            "client."),
    /** The walk catches lies in answers of the right form. */
    MEANING("Meaning", "saboteur.MeaningTest", "saboteur.CheckCommandTest"),
    /** The validator objects to every answer of another form. */
    FORM("Form", "saboteur.FormTest"),
    /** Generated requests are judged as the schemas say, and hostile ones do no harm. */
    RANDOM("Random requests", "conformance.GeneratedRequestsTest", "conformance.ChainsTest", "fuzz."),
    /** What consumers rely on is promised and kept. */
    PACTS("Pacts", "pact."),
    /** The contract keeps its rules and breaks nobody. */
    CONTRACT("Contract", "spec.");

    private static final String ROOT = "app.inboundflow.contract.";

    private final String title;
    private final List<String> classes;

    Proof(String title, String... classes) {
        this.title = title;
        this.classes = List.of(classes);
    }

    /** The proof that a class belongs to; none for those of the harness itself. */
    static Optional<Proof> of(String className) {
        return Arrays.stream(values())
                .filter(proof -> proof.classes.stream().anyMatch(prefix -> className.startsWith(ROOT + prefix)))
                .findFirst();
    }

    String title() {
        return title;
    }
}
