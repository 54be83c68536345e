package app.inboundflow.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleTest {
    /** Patterns of answers that no request has. */
    private static final String ANSWERS_ONLY = "\\^\\[A-Z\\].*|\\^\\[a-z\\]\\[a-z_\\]\\*\\$|\\^req_.*";

    @Test
    void everyPatternOfTheContractThatARequestCanBreakHasWords() throws Exception {
        var contract = Files.readString(Path.of(System.getProperty("inboundflow.contract")));
        var patterns = Pattern.compile("pattern: '([^']*)'")
                .matcher(contract)
                .results()
                .map(pattern -> pattern.group(1))
                .filter(pattern -> !pattern.matches(ANSWERS_ONLY))
                .collect(Collectors.toSet());

        assertThat(Rule.PATTERNS.keySet()).containsExactlyInAnyOrderElementsOf(patterns);
    }
}
