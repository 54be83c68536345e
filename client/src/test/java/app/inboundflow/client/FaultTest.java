package app.inboundflow.client;

import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.NewContact;
import java.time.Duration;
import java.util.Arrays;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A test of a client against a {@link FaultServer}, each with its own pair. */
@Timeout(60)
abstract class FaultTest {
    static final String KEY = "sk_live_Zm9ydHkgdHdv";

    // Every retry is a line; here they are on purpose.
    static final Logger LOGGER = Logger.getLogger("app.inboundflow.client");

    static {
        LOGGER.setUseParentHandlers(false);
    }

    final FaultServer server = new FaultServer();
    final InboundFlowClient client = builder().build();

    final InboundFlowClient.Builder builder() {
        return builder(server);
    }

    static InboundFlowClient.Builder builder(FaultServer server) {
        return InboundFlowClient.builder().apiKey(KEY).baseUrl(server.url()).totalTimeout(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        client.close();
    }

    /** A page of calls whose summaries are the numbers. */
    static FaultServer.Reply calls(@Nullable String nextCursor, int... numbers) {
        return FaultServer.Reply.json("""
            {"data":[%s],"has_more":%s,"next_cursor":%s,\
            "meta":{"request_id":"req_0123456789ab","timestamp":"2026-02-24T21:05:00Z"}}\
            """.formatted(
                        IntStream.of(numbers).mapToObj(FaultTest::call).collect(Collectors.joining(",")),
                        nextCursor != null,
                        nextCursor == null ? null : '"' + nextCursor + '"'));
    }

    private static String call(int number) {
        return """
            {"id":"07f51470-ef1d-421c-a847-%012d","caller_phone":"+14155551234","caller_name":"Dave",\
            "status":"completed","duration_seconds":55,"summary":"%d","transcript":"My secret transcript",\
            "recording_url":null,"transfer_status":null,"started_at":"2026-02-24T20:59:00Z","ended_at":null,\
            "assistant_id":null,"contact_id":null,"created_at":"2026-02-24T20:59:00Z"}\
            """.formatted(number, number);
    }

    /** What made a contact answers. */
    static FaultServer.Reply created() {
        return FaultServer.Reply.of(201).body("application/json", """
            {"data":{"id":"dbf31702-3468-4639-a5a4-e07f9bdae9a7","phone":"+14155559999","name":null,\
            "email":null,"company":null,"source":"api","total_calls":0,"last_call_at":null,"notes":null,\
            "created_at":"2026-02-20T14:00:00Z","updated_at":"2026-02-20T14:00:00Z"},\
            "meta":{"request_id":"req_0123456789ab","timestamp":"2026-02-24T21:05:00Z"}}\
            """);
    }

    static NewContact newContact() {
        return new NewContact().phone("+14155559999");
    }

    /** Milliseconds between a request and the one after it. */
    final long pauseAfter(int number) {
        var requests = server.requests();
        return (requests.get(number).nanoTime() - requests.get(number - 1).nanoTime()) / 1_000_000;
    }

    /** The summaries of a page. */
    static String summaries(Page<Call> page) {
        return page.items().stream().map(Call::getSummary).collect(Collectors.joining(" "));
    }

    static String words(Object... all) {
        return Arrays.stream(all).map(String::valueOf).collect(Collectors.joining(" "));
    }
}
