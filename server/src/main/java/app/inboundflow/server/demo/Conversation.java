package app.inboundflow.server.demo;

import app.inboundflow.server.demo.Scenario.Line;
import io.micronaut.json.tree.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What was said in one call, and when: people and assistants need time to speak and to think.
 *
 * @param transcript null when nothing was said
 * @param toolUsedAt when the assistant last used a tool; null when it did not
 */
record Conversation(
        List<JsonNode> messages,
        @Nullable String transcript,
        Instant end,
        @Nullable Instant toolUsedAt) {

    static Conversation of(List<Line> lines, boolean known, Wording wording, Instant start, Random random) {
        var messages = new ArrayList<JsonNode>();
        var transcript = new ArrayList<String>();
        var clock = start.plusSeconds(1 + random.nextInt(2));
        Instant toolUsedAt = null;
        for (var line : lines) {
            if (!line.isFor(known)) {
                continue;
            }
            var message = new LinkedHashMap<String, JsonNode>();
            messages.add(JsonNode.createObjectNode(message));
            if (line.tool() != null) {
                toolUsedAt = clock;
                put(message, "tool", wording.say(Objects.requireNonNull(line.result())), clock);
                message.put("name", JsonNode.createStringNode(line.tool()));
                message.put("arguments", arguments(line, wording));
                clock = clock.plusSeconds(1);
                continue;
            }
            var user = line.user();
            var said = wording.say(user != null ? user : Objects.requireNonNull(line.assistant()));
            put(message, user != null ? "user" : "assistant", said, clock);
            if (user != null) {
                message.put("confidence", JsonNode.createNumberNode((86 + random.nextInt(14)) / 100.0));
            }
            transcript.add((user != null ? "Caller: " : "Assistant: ") + said);
            clock = clock.plus(speaking(said)).plusSeconds(1 + random.nextInt(2));
        }
        return new Conversation(
                messages, transcript.isEmpty() ? null : String.join("\n", transcript), clock, toolUsedAt);
    }

    private static void put(Map<String, JsonNode> message, String role, String content, Instant time) {
        message.put("role", JsonNode.createStringNode(role));
        message.put("content", JsonNode.createStringNode(content));
        message.put("time", JsonNode.createStringNode(time.toString()));
    }

    private static JsonNode arguments(Line line, Wording wording) {
        var arguments = new LinkedHashMap<String, JsonNode>();
        Objects.requireNonNullElse(line.arguments(), Map.<String, String>of())
                .forEach((name, value) -> arguments.put(name, JsonNode.createStringNode(wording.say(value))));
        return JsonNode.createObjectNode(arguments);
    }

    /** About 160 words a minute. */
    private static Duration speaking(String said) {
        return Duration.ofSeconds(1 + said.split(" ").length * 3L / 8);
    }
}
