package app.inboundflow.contract.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Sends requests over real HTTP, holds each exchange against the contract, and notes it. */
public final class RecordingClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private final String url;
    private final String key;
    private final Coverage coverage;
    private final Pace pace;

    /**
     * A client of one key.
     *
     * @param url without a slash at its end
     * @param key empty for none
     */
    public RecordingClient(String url, String key, Coverage coverage, Pace pace) {
        this.url = url;
        this.key = key;
        this.coverage = coverage;
        this.pace = pace;
    }

    /** The same with another key. */
    public RecordingClient withKey(String other) {
        return new RecordingClient(url, other, coverage, pace);
    }

    /** An answer that must have this status, and be as documented. */
    public Answer expect(int status, Request request) {
        var answer = send(request);
        if (answer.status() != status) {
            throw new AssertionError("Expected " + status + " to " + request + "\nbut it was " + said(answer));
        }
        return answer;
    }

    /** An answer that must be as documented, to a request that must be as documented when it is not refused. */
    public Answer send(Request request) {
        try {
            var answer = pace.keep(() -> exchange(request));
            var objections = ContractValidator.objections(request.method(), request.path(), answer);
            if (!objections.isEmpty()) {
                throw new AssertionError("The answer to " + request + "\nis not what openapi.yaml documents:\n  "
                        + String.join("\n  ", objections) + "\nIt was " + said(answer));
            }
            requireJudgedAsDocumented(request, answer);
            coverage.note(request, answer);
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(request.toString(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request.toString(), interrupted);
        }
    }

    private static void requireJudgedAsDocumented(Request request, Answer answer) {
        var faults = RequestValidator.objections(request);
        if (answer.status() < 300 && !faults.isEmpty()) {
            throw new AssertionError("The server carried out " + request + "\nwhich openapi.yaml rules out:\n  "
                    + String.join("\n  ", faults));
        }
        // What a cursor is good for is in no schema.
        if (answer.status() == 400 && faults.isEmpty() && !request.path().contains("cursor=")) {
            throw new AssertionError(
                    "The server refused " + request + "\nwhich is as openapi.yaml documents: " + said(answer));
        }
    }

    private Answer exchange(Request request) throws IOException, InterruptedException {
        var http = HttpRequest.newBuilder(URI.create(url + request.path()))
                .timeout(Duration.ofSeconds(60))
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(http::setHeader);
        if (!key.isEmpty()) {
            http.setHeader("Authorization", "Bearer " + key);
        }
        return Answer.of(HTTP.send(http.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private static String said(Answer answer) {
        var shown = answer.text();
        return answer.status() + " " + answer.headers() + "\n"
                + (shown.length() > 3000 ? shown.substring(0, 3000) + " …" : shown);
    }

    /** The ids of a list's items. */
    static List<String> ids(Answer list) throws IOException {
        return list.json().get("data").findValuesAsText("id");
    }
}
