package app.inboundflow.server.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A line every few seconds, for logs: a short import says what it read, and no more. */
final class ImportProgressLines implements ImportProgress {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final double MEBIBYTE = 1 << 20;

    private final PrintWriter err;
    private final long total;
    private final long begin = System.nanoTime();
    private long said = begin;
    private long bytes;
    private long lines;
    private @Nullable String step;

    ImportProgressLines(PrintWriter err, long total) {
        this.err = err;
        this.total = total;
    }

    @Override
    public void bytes(int count) {
        bytes += count;
    }

    @Override
    public void lines(int count) {
        lines += count;
        var now = System.nanoTime();
        if (now - said >= PAUSE.toNanos()) {
            said = now;
            say(soFar(seconds()));
        }
    }

    @Override
    public void again() {
        bytes = 0;
        lines = 0;
    }

    @Override
    public void step(String what) {
        if (step == null) {
            say(String.format(Locale.ROOT, "Read %,d lines in %.1f s.", lines, seconds()));
        }
        step = what;
        if (seconds() >= PAUSE.toSeconds()) {
            say(what + ".");
        }
    }

    private String soFar(double seconds) {
        var rate = bytes / seconds;
        var text = String.format(Locale.ROOT, "Read %,d lines, %.0f MiB", lines, bytes / MEBIBYTE);
        if (total > 0) {
            text += String.format(
                    Locale.ROOT,
                    " of %.0f (%d %%), about %.0f s to go",
                    total / MEBIBYTE,
                    100 * bytes / total,
                    (total - bytes) / rate);
        }
        return text + String.format(Locale.ROOT, ", %.1f MiB/s.", rate / MEBIBYTE);
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private void say(String text) {
        err.println(text);
        err.flush();
    }

    @Override
    public void close() {
        if (step != null && seconds() >= PAUSE.toSeconds()) {
            say(String.format(Locale.ROOT, "Done after %.1f s.", seconds()));
        }
    }
}
