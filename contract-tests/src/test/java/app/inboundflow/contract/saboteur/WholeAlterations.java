package app.inboundflow.contract.saboteur;

import app.inboundflow.check.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Alters what a response is as a whole: its status, its media type, its body as bytes. */
final class WholeAlterations {
    private static final List<Integer> STATUSES = List.of(202, 302, 410, 418, 502);

    private WholeAlterations() {}

    static void addAll(Sample sample, Plan plan) {
        statuses(sample, plan);
        mediaTypes(sample, plan);
        bodies(sample, plan);
    }

    private static void statuses(Sample sample, Plan plan) {
        var declared = sample.operation().statuses();
        STATUSES.stream()
                .filter(status -> !declared.contains(status))
                .forEach(status -> status(plan, Kind.STATUS_UNDECLARED, status));
        declared.stream()
                .filter(status -> status != sample.status())
                .forEach(status -> status(plan, Kind.STATUS_SWAPPED, status));
    }

    private static void status(Plan plan, Kind kind, int status) {
        plan.add(new Alteration(
                kind, "", Integer.toString(status), answer -> new Answer(status, answer.headers(), answer.body())));
    }

    private static void mediaTypes(Sample sample, Plan plan) {
        var documented = sample.operation().mediaType(sample.status());
        Stream.of(
                        "application/json",
                        "application/problem+json",
                        "application/vnd.inboundflow+json",
                        "text/html; charset=utf-8",
                        documented + "; charset=iso-8859-1")
                .filter(other -> !other.equals(documented))
                .forEach(other -> plan.add(new Alteration(
                        Kind.MEDIA_TYPE, "", other, HeaderAlterations.with("Content-Type", List.of(other)))));
        plan.add(new Alteration(Kind.MEDIA_TYPE, "", "none", HeaderAlterations.with("Content-Type", List.of())));
    }

    private static void bodies(Sample sample, Plan plan) {
        var text = sample.answer().text();
        body(plan, "empty", body -> new byte[0]);
        body(plan, "cut in the middle", body -> Arrays.copyOf(body, body.length / 2));
        body(plan, "without its last byte", body -> Arrays.copyOf(body, body.length - 1));
        body(plan, "twice", body -> utf8(text + text));
        body(plan, "with a property twice", body -> utf8(text.replaceFirst("\\{", "{\"meta\": {}, ")));
        body(plan, "with a byte that is not UTF-8", body -> {
            var bytes = utf8(text.replaceFirst("req_", "req~"));
            bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('~')] = (byte) 0xFF;
            return bytes;
        });
        body(plan, "after a byte order mark", body -> utf8("\uFEFF" + text));
        body(plan, "in UTF-16", body -> text.getBytes(StandardCharsets.UTF_16));
        body(plan, "a page for people", body -> utf8("<!doctype html><title>Bad gateway</title>"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void body(Plan plan, String what, UnaryOperator<byte[]> by) {
        plan.add(new Alteration(
                Kind.BODY, "", what, answer -> new Answer(answer.status(), answer.headers(), by.apply(answer.body()))));
    }
}
