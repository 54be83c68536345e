package app.inboundflow.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Sends requests over real HTTP and holds each exchange against the contract. */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private final String url;
    private final String key;
    private final Pace pace;
    private final Observer[] observers;
    private volatile Request last = Request.get("/");

    /** Is told of each exchange that was as documented. */
    @FunctionalInterface
    public interface Observer {
        /**
         * An exchange.
         *
         * @param client who asked
         */
        void saw(Client client, Request request, Answer answer);
    }

    /**
     * A client of one key.
     *
     * @param url without a slash at its end
     * @param key empty for none
     */
    public Client(String url, String key, Pace pace, Observer... observers) {
        this.url = url;
        this.key = key;
        this.pace = pace;
        this.observers = observers;
    }

    /** The same with another key. */
    public Client withKey(String other) {
        return new Client(url, other, pace, observers);
    }

    /** Whether it sends a key. */
    boolean hasKey() {
        return !key.isEmpty();
    }

    /** An answer that must have this status, and be as documented. */
    public Answer expect(int status, Request request) {
        var answer = send(request);
        requireSame(
                Contract.operation(request.method(), request.path())
                        .map(operation -> operation.id() + " " + status + ": "
                                + operation.response(status).path("description").asText())
                        .orElse(""),
                "The status of the answer to " + request,
                status,
                answer.status() == status ? status : answer);
        return answer;
    }

    /** An answer that must be as documented, whatever its status. */
    public Answer send(Request request) {
        var answer = ask(request);
        var objections = ContractValidator.objections(request.method(), request.path(), answer);
        require(
                objections.isEmpty(),
                objections.stream().map(Objection::sentence).distinct().collect(Collectors.joining(" ")),
                "The answer to ",
                request,
                "\nis not what openapi.yaml documents:\n  ",
                objections.stream().map(Objection::seen).collect(Collectors.joining("\n  ")),
                "\nIt was ",
                answer);
        requireJudgedAsDocumented(request, answer);
        for (var observer : observers) {
            observer.saw(this, request, answer);
        }
        return answer;
    }

    /** An answer that is held against nothing. */
    public Answer ask(Request request) {
        last = request;
        try {
            return pace.keep(() -> exchange(request));
        } catch (IOException failed) {
            throw new UncheckedIOException(request + ": " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request.toString(), interrupted);
        }
    }

    /**
     * Objects to the answer to the last request unless something holds that a sentence of the contract says.
     *
     * @param seen what was seen instead, in parts of a text
     */
    void require(boolean holds, Object sentence, Object... seen) {
        if (!holds) {
            var text = Arrays.stream(seen).map(String::valueOf).collect(Collectors.joining());
            throw new Violation(sentence.toString(), last.curl(url, hasKey()), text);
        }
    }

    /**
     * Objects unless something is as a sentence of the contract says.
     *
     * @param what it is, for people
     */
    void requireSame(Object sentence, String what, Object expected, Object seen) {
        require(expected.equals(seen), sentence, what, " must be ", expected, ", and is ", seen);
    }

    private void requireJudgedAsDocumented(Request request, Answer answer) {
        var faults = RequestValidator.objections(request);
        var sentence = Contract.operation(request.method(), request.path())
                .map(operation -> operation.response(400).path("description").asText())
                .orElse("");
        require(
                answer.status() >= 300 || faults.isEmpty(),
                sentence,
                "The server carried out ",
                request,
                "\nwhich openapi.yaml rules out:\n  ",
                String.join("\n  ", faults));
        // What a cursor is good for is in no schema.
        require(
                answer.status() != 400 || !faults.isEmpty() || request.path().contains("cursor="),
                sentence,
                "The server refused ",
                request,
                "\nwhich is as openapi.yaml documents: ",
                answer);
    }

    private Answer exchange(Request request) throws IOException, InterruptedException {
        var http = HttpRequest.newBuilder(URI.create(url + request.path()))
                .timeout(Duration.ofSeconds(60))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(http::setHeader);
        if (hasKey()) {
            http.setHeader("Authorization", "Bearer " + key);
        }
        var answer = HTTP.send(http.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
    }
}
