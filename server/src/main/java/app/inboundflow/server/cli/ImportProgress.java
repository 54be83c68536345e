package app.inboundflow.server.cli;

import app.inboundflow.server.ndjson.Progress;
import java.io.PrintWriter;

/** Shows how an import goes on: as a bar on a terminal, else as a line on standard error every few seconds. */
interface ImportProgress extends Progress, AutoCloseable {
    /**
     * Begins.
     *
     * @param total how many bytes there are to read, or -1 when nobody knows
     */
    static ImportProgress begin(PrintWriter err, long total) {
        var console = System.console();
        return console != null && console.isTerminal()
                ? new ImportProgressBar(total)
                : new ImportProgressLines(err, total);
    }

    @Override
    void close();
}
