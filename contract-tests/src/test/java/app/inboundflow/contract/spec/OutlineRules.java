package app.inboundflow.contract.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;

/** How the contract reads from top to bottom: its sections, their order, and that it is one plain file. */
final class OutlineRules {
    static final Rule ANCHORS = new Rule("there are no YAML anchors", OutlineRules::anchors);

    private static final List<String> SECTIONS =
            List.of("openapi", "info", "servers", "security", "tags", "paths", "webhooks", "components");
    private static final List<String> CHAPTERS = List.of(
            "Quick start", "Authentication", "Pagination", "Rate limits", "Errors", "Idempotency", "Compatibility");
    private static final List<String> LIFE_OF_A_CALL = List.of("Calls", "Contacts", "Leads", "Appointments", "Account");
    private static final Pattern CHAPTER = Pattern.compile("^## (.+)$", Pattern.MULTILINE);

    private OutlineRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                new Rule("it is OpenAPI 3.1", contract -> Stream.of(contract.at("/openapi"))
                        .filter(version -> !version.node().asText().startsWith("3.1."))
                        .map(version -> new Violation(version, "the generators and these tests are set for 3.1.x"))),
                new Rule("all sections are there", contract -> missing(contract.root(), SECTIONS)),
                new Rule("the sections are in reading order", contract -> order(contract.root(), SECTIONS)),
                new Rule("the prose has its chapters in order", OutlineRules::chapters),
                new Rule("the tags are in the order of a phone call's life", OutlineRules::tags),
                new Rule("the paths are in the order of their tags", OutlineRules::paths),
                new Rule("every reference stays inside the file", OutlineRules::references),
                new Rule("every component is used", OutlineRules::components),
                ANCHORS);
    }

    private static Stream<Violation> missing(Place parent, List<String> names) {
        return names.stream()
                .filter(name -> !parent.has(name))
                .map(name -> new Violation(parent.child(name), "is missing; add it, in the order " + names));
    }

    private static Stream<Violation> order(Place parent, List<String> names) {
        var expected = new ArrayList<>(names);
        expected.retainAll(parent.names());
        return parent.names().equals(expected)
                ? Stream.empty()
                : Stream.of(new Violation(parent, "has " + parent.names() + "; make it " + expected));
    }

    private static Stream<Violation> chapters(ContractDocument contract) {
        var description = contract.at("/info/description");
        var chapters = CHAPTER.matcher(description.node().asText())
                .results()
                .map((MatchResult chapter) -> chapter.group(1))
                .toList();
        return chapters.equals(CHAPTERS)
                ? Stream.empty()
                : Stream.of(new Violation(description, "has the chapters " + chapters + "; make them " + CHAPTERS));
    }

    private static Stream<Violation> tags(ContractDocument contract) {
        var tags = contract.at("/tags");
        var names = tags.children().map(tag -> tag.text("name")).toList();
        var order = names.equals(LIFE_OF_A_CALL)
                ? Stream.<Violation>empty()
                : Stream.of(new Violation(
                        tags,
                        "has " + names + "; make it " + LIFE_OF_A_CALL
                                + ", or give a new tag its place here and there"));
        return Stream.concat(
                order,
                tags.children()
                        .filter(tag -> !Wording.isSentence(tag.text("description")))
                        .map(tag -> new Violation(tag.child("description"), Wording.ADVICE)));
    }

    private static Stream<Violation> paths(ContractDocument contract) {
        var names = contract.at("/tags").children().map(tag -> tag.text("name")).toList();
        var positions = contract.operations().stream()
                .map(operation -> names.indexOf(
                        operation.place().child("tags").child(0).node().asText()))
                .toList();
        return positions.stream().sorted().toList().equals(positions)
                ? Stream.empty()
                : Stream.of(new Violation(contract.at("/paths"), "sort the paths as their tags are: " + names));
    }

    private static Stream<Violation> references(ContractDocument contract) {
        return contract.root()
                .descend()
                .filter(place -> place.has("$ref"))
                .map(place -> place.child("$ref"))
                .filter(reference -> !isInside(contract, reference.node().asText()))
                .map(reference -> new Violation(
                        reference,
                        "is " + reference.node().asText() + ", which is not in this file; define it under components"));
    }

    private static boolean isInside(ContractDocument contract, String reference) {
        return reference.startsWith("#/") && contract.at(reference.substring(1)).exists();
    }

    private static Stream<Violation> components(ContractDocument contract) {
        Set<String> used = new HashSet<>();
        contract.root().descend().filter(place -> place.has("$ref")).forEach(place -> used.add(place.text("$ref")));
        contract.root()
                .descend()
                .filter(place -> place.name().equals("security"))
                .flatMap(Place::children)
                .flatMap(alternative -> alternative.names().stream())
                .forEach(scheme -> used.add("#/components/securitySchemes/" + scheme));
        return contract.at("/components")
                .children()
                .flatMap(Place::children)
                .filter(component -> !used.contains("#" + component.pointer()))
                .map(component -> new Violation(component, "is used nowhere; remove it"));
    }

    private static Stream<Violation> anchors(ContractDocument contract) {
        var events = new Yaml(new LoaderOptions()).parse(new java.io.StringReader(contract.text()));
        return StreamSupport.stream(events.spliterator(), false)
                .filter(event -> event instanceof NodeEvent node && node.getAnchor() != null)
                .map(event -> new Violation(
                        contract.root(),
                        String.format(
                                Locale.ROOT,
                                "line %d has an anchor or an alias; write it out or share a component",
                                line(event))));
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }
}
