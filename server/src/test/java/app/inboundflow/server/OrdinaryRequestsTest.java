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

    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    /** An exception that somebody catches is not seen, but costs a request a twentieth of its processor time. */
    @Test
    void throwNothing(@TempDir Path directory) throws IOException {
        assertThat(record(
                        "jdk.JavaExceptionThrow",
                        () -> PATHS.forEach(path -> api.get(path).expect(200)),
                        directory))
                .filteredOn(OrdinaryRequestsTest::isOfARequest)
                .isEmpty();
    }

    /** Memory that is new has to be cleared, which takes a page of calls as long as it takes to copy it. */
    @Test
    void areAnsweredFromMemoryThatIsThere(@TempDir Path directory) throws IOException {
        for (var i = 0; i < 10; i++) {
            organization.call("transcript", "x".repeat(20_000));
        }

        assertThat(record("io.netty.AllocateChunk", () -> api.get("/v1/calls").expect(200), directory))
                .isEmpty();
    }

    /** The events of a kind, while requests are made for the second time: what is made once does not count. */
    private static List<RecordedEvent> record(String event, Runnable requests, Path directory) throws IOException {
        requests.run();
        var file = directory.resolve("events.jfr");
        try (var recording = new Recording()) {
            recording.enable(event).withStackTrace();
            recording.start();
            requests.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static boolean isOfARequest(RecordedEvent exception) {
        return exception.getStackTrace() != null
                && exception.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .anyMatch(type -> type.startsWith("io.micronaut.web.router.")
                                || type.startsWith("io.micronaut.http.server."));
    }
}
