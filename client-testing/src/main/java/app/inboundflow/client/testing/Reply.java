package app.inboundflow.client.testing;

import java.util.TreeMap;

/** An answer before it is sent. */
record Reply(int status, TreeMap<String, String> headers, byte[] body) {
    /** A copy with one more header. */
    Reply with(String name, String value) {
        var more = new TreeMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
