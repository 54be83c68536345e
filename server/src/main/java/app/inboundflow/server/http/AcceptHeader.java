package app.inboundflow.server.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the headers {@code Accept} and {@code Accept-Encoding} (RFC 9110, 12.5): values with a weight, {@code q}. */
final class AcceptHeader {
    private AcceptHeader() {}

    /** Whether a media type is acceptable; everything is where the header is missing or empty. */
    static boolean allows(List<String> headers, String type, String subtype) {
        return headers.stream().allMatch(String::isBlank)
                || weight(headers, type + "/" + subtype, type + "/*", "*/*") > 0;
    }

    /**
     * The weight of the first of some ranges that the header names.
     *
     * @param ranges in lower case, from the most specific to the most general
     * @return from 0, not acceptable, to 1; -1 when the header names none of them
     */
    static double weight(List<String> headers, String... ranges) {
        if (headers.isEmpty()) {
            return -1;
        }
        for (var range : ranges) {
            var weight = headers.stream()
                    .flatMap(header -> Arrays.stream(header.split(",")))
                    .map(member -> List.of(member.split(";", -1)))
                    .filter(member ->
                            member.getFirst().strip().toLowerCase(Locale.ROOT).equals(range))
                    .mapToDouble(AcceptHeader::weight)
                    .max();
            if (weight.isPresent()) {
                return weight.getAsDouble();
            }
        }
        return -1;
    }

    private static double weight(List<String> member) {
        for (var parameter : member) {
            var text = parameter.replace(" ", "").replace("\t", "").toLowerCase(Locale.ROOT);
            if (text.startsWith("q=")) {
                return text.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)") ? Double.parseDouble(text.substring(2)) : 0;
            }
        }
        return 1;
    }
}
