package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is true of every request that gets what it asks for. */
class OrdinaryRequestsTest {
    private static final List<String> PATHS = List.of(
            "/v1/me",
            "/v1/calls",
            "/v1/calls?limit=10&since=2026-02-24T20:59:00Z&status=completed&phone=%2B14155550142",
            "/v1/contacts",
            "/v1/contacts?phone=%2B14155550142",
            "/v1/leads",
            "/v1/leads?status=new&urgency=high",
            "/v1/appointments",
            "/v1/appointments?status=confirmed");

    private final Api api = Organization.create().api();

    /** An exception that somebody catches is not seen, but costs a request a twentieth of its processor time. */
    @Test
    void throwNothing(@TempDir Path directory) throws IOException {
        // What is made once may look for something in vain.
        PATHS.forEach(path -> api.get(path).expect(200));

        var file = directory.resolve("exceptions.jfr");
        try (var recording = new Recording()) {
            recording.enable("jdk.JavaExceptionThrow").withStackTrace();
            recording.start();
            PATHS.forEach(path -> api.get(path).expect(200));
            recording.stop();
            recording.dump(file);
        }

        assertThat(RecordingFile.readAllEvents(file))
                .filteredOn(OrdinaryRequestsTest::isOfARequest)
                .isEmpty();
    }

    private static boolean isOfARequest(RecordedEvent exception) {
        return exception.getStackTrace() != null
                && exception.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .anyMatch(type -> type.startsWith("io.micronaut.web.router.")
                                || type.startsWith("io.micronaut.http.server."));
    }
}
