package app.inboundflow.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text for addresses. */
final class Urls {
    private Urls() {}

    /** Encodes what needs it and is not encoded already. */
    static String encode(String value) {
        return value.contains("%") ? value : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
