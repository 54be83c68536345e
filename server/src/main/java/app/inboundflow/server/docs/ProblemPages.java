package app.inboundflow.server.docs;

import app.inboundflow.server.problem.ProblemType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pages that the {@code type} of an error leads to, and the list of them. */
@Singleton
class ProblemPages {
    private final Template template = Template.ofClassPath("docs/problems.html");
    private final ProblemExample example;
    private final ServedFile list;
    private final Map<String, ServedFile> pages;

    ProblemPages(ProblemExample example) {
        this.example = example;
        var all = Arrays.stream(ProblemType.values()).map(this::values).toList();
        list = page("Problems", List.of(values(ProblemType.INVALID_REQUEST)), all, List.of());
        pages = Arrays.stream(ProblemType.values())
                .collect(Collectors.toUnmodifiableMap(
                        ProblemType::code, type -> page(type.title(), List.of(), List.of(), List.of(values(type)))));
    }

    /** The list of all kinds. */
    ServedFile list() {
        return list;
    }

    /** The page of the kind with this code. */
    Optional<ServedFile> page(String code) {
        return Optional.ofNullable(pages.get(code));
    }

    private ServedFile page(
            String title,
            List<Map<String, String>> introduction,
            List<Map<String, String>> entries,
            List<Map<String, String>> problem) {
        var html = template.repeat("introduction", introduction)
                .repeat("entry", entries)
                .repeat("problem", problem)
                .fill(Map.of("title", title));
        return new ServedFile(html.getBytes(StandardCharsets.UTF_8), "text/html;charset=utf-8");
    }

    private Map<String, String> values(ProblemType type) {
        return Map.of(
                "path", type.path(),
                "code", type.code(),
                "title", type.title(),
                "status", Integer.toString(type.status()),
                "meaning", type.meaning(),
                "remedy", type.remedy(),
                "example", example.json(type));
    }
}
