package app.inboundflow.server.cli;

import app.inboundflow.server.ndjson.Progress;
import java.io.PrintWriter;

/** Shows on standard error how an import goes on: as a bar where somebody watches, else in a line now and then. */
interface ImportProgress extends Progress, AutoCloseable {
    /**
     * Begins.
     *
     * @param total how many bytes there are to read, or -1 when nobody knows
     */
    static ImportProgress begin(PrintWriter err, long total) {
        return Terminal.isStandardError() ? new ImportProgressBar(total) : new ImportProgressLines(err, total);
    }

    @Override
    void close();
}
