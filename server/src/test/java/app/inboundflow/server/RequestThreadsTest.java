package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestThreadsTest {
    private static final int THREADS = 3;
    private static final int BLOCKED = 8;

    // One statement may hold two fifths of the connections, so that all requests wait in PostgreSQL, for as long as it
    // takes.
    @AutoClose
    private final TestServer server = TestServer.with(Map.of(
            "inboundflow.request-threads",
            THREADS,
            "datasources.default.maximum-pool-size",
            BLOCKED * 5 / 2,
            "datasources.default.connection-init-sql",
            "SET lock_timeout = 0"));

    private final Organization organization = server.organization();
    private final Api api = organization.api();

    @TempDir
    private Path directory;

    @Test
    void requestsThatWaitLeaveTheEventLoopFreeAndThoseBeyondThePoolGetVirtualThreads() throws Exception {
        api.get("/v1/me").expect(200);
        List<CompletableFuture<Answer>> answers;
        try (var blocker = TestServer.shared().sql().connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE leads IN ACCESS EXCLUSIVE MODE");
            try (var clients = Executors.newFixedThreadPool(BLOCKED)) {
                answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> api.get("/v1/leads"), clients))
                        .limit(BLOCKED)
                        .toList();
                Locks.awaitWaiting(BLOCKED);

                var threads = threadsWith("leads.LeadController.listLeads");
                assertThat(threads).hasSize(BLOCKED);
                assertThat(threads)
                        .filteredOn(thread -> thread.contains("\"request-"))
                        .hasSize(THREADS);
                assertThat(threads)
                        .filteredOn(thread -> thread.contains("virtual"))
                        .hasSize(BLOCKED - THREADS);
                // More requests wait than there are event loops; others are answered none the less.
                api.get("/v1/me").expect(200);
                api.createContact("{\"phone\": \"+14155559999\"}").expect(201);
                assertThat(answers).noneMatch(CompletableFuture::isDone);
                blocker.rollback();
            }
        }
        for (var answer : answers) {
            answer.get().expect(200);
        }
    }

    /** The threads that are in a method, as the JVM describes them. */
    private List<String> threadsWith(String method) throws IOException {
        var dump = directory.resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Arrays.stream(Files.readString(dump).split("\n\n"))
                .filter(thread -> thread.contains(method))
                .toList();
    }
}
