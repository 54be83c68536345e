package app.inboundflow.server.cli;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar with rate and time to go, drawn over itself on standard output: that is the terminal wherever
 * {@link java.io.Console#isTerminal()} holds, while standard error may be a file.
 */
final class ImportProgressBar implements ImportProgress {
    private static final int MEBIBYTE = 1 << 20;

    private final ProgressBar bar;
    private long lines;

    ImportProgressBar(long total) {
        bar = new ProgressBarBuilder()
                .setTaskName("Reading")
                .setInitialMax(total)
                .setUnit(" MiB", MEBIBYTE)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .setConsumer(new ConsoleProgressBarConsumer(System.out))
                .build();
    }

    @Override
    public void bytes(int count) {
        bar.stepBy(count);
    }

    @Override
    public void lines(int count) {
        lines += count;
        bar.setExtraMessage(String.format(Locale.ROOT, " %,d lines", lines));
    }

    @Override
    public void again() {
        lines = 0;
        bar.reset();
    }

    @Override
    public void step(String what) {
        bar.setExtraMessage(String.format(Locale.ROOT, " %,d lines. %s", lines, what));
    }

    @Override
    public void close() {
        bar.close();
    }
}
