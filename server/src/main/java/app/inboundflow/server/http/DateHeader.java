package app.inboundflow.server.http;

import io.netty.handler.codec.DateFormatter;
import io.netty.util.AsciiString;
import java.util.Date;
import java.util.concurrent.TimeUnit;

/**
 * The {@code Date} of answers (RFC 9110, 6.6.1), which is written once a second: a framework that writes it each time takes a
 * hundredth of a request.
 */
final class DateHeader {
    private static volatile Written last = Written.at(0);

    private DateHeader() {}

    private record Written(long second, CharSequence text) {
        static Written at(long second) {
            return new Written(
                    second, AsciiString.of(DateFormatter.format(new Date(TimeUnit.SECONDS.toMillis(second)))));
        }
    }

    /** What it is at this moment. */
    static CharSequence now() {
        var second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        var written = last;
        if (written.second != second) {
            written = Written.at(second);
            last = written;
        }
        return written.text;
    }
}
