package app.inboundflow.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends requests over real HTTP and holds each exchange against the contract. */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private final String url;
    private final String key;
    private final Pace pace;
    private final Observer observer;
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

        /** One who is told of exchanges after this one. */
        default Observer and(Observer other) {
            return (client, request, answer) -> {
                saw(client, request, answer);
                other.saw(client, request, answer);
            };
        }
    }

    /**
     * A client of one key.
     *
     * @param url without a slash at its end
     * @param key empty for none
     */
    public Client(String url, String key, Pace pace, Observer observer) {
        this.url = url;
        this.key = key;
        this.pace = pace;
        this.observer = observer;
    }

    /** The same with another key. */
    public Client withKey(String other) {
        return new Client(url, other, pace, observer);
    }

    /** Whether it sends a key. */
    boolean hasKey() {
        return !key.isEmpty();
    }

    /** An answer that must have this status, and be as documented. */
    public Answer expect(int status, Request request) {
        var answer = send(request);
        if (answer.status() != status) {
            throw violation(
                    Contract.operation(request.method(), request.path())
                            .map(operation -> operation.id() + " " + status + ": "
                                    + operation
                                            .response(status)
                                            .path("description")
                                            .asText())
                            .orElse("status " + status),
                    "Expected " + status + " to " + request + "\nbut it was " + answer);
        }
        return answer;
    }

    /** An answer that must be as documented, to a request that must be as documented when it is not refused. */
    public Answer send(Request request) {
        var answer = ask(request);
        var objections = ContractValidator.objections(request.method(), request.path(), answer);
        if (!objections.isEmpty()) {
            throw violation(
                    String.join(
                            " ",
                            objections.stream()
                                    .map(Objection::sentence)
                                    .distinct()
                                    .toList()),
                    "The answer to " + request + "\nis not what openapi.yaml documents:\n  "
                            + String.join(
                                    "\n  ",
                                    objections.stream().map(Objection::seen).toList())
                            + "\nIt was " + answer);
        }
        requireJudgedAsDocumented(request, answer);
        observer.saw(this, request, answer);
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

    /** That the answer to the last request is not what a sentence of the contract says. */
    Violation violation(Object sentence, String seen) {
        return new Violation(sentence.toString(), last.curl(url, hasKey()), seen);
    }

    /** Objects unless something holds. */
    void require(boolean holds, Object sentence, String seen) {
        if (!holds) {
            throw violation(sentence, seen);
        }
    }

    private void requireJudgedAsDocumented(Request request, Answer answer) {
        var faults = RequestValidator.objections(request);
        var sentence = Contract.operation(request.method(), request.path())
                .map(operation -> operation.response(400).path("description").asText())
                .orElse("");
        require(
                answer.status() >= 300 || faults.isEmpty(),
                sentence,
                "The server carried out " + request + "\nwhich openapi.yaml rules out:\n  "
                        + String.join("\n  ", faults));
        // What a cursor is good for is in no schema.
        require(
                answer.status() != 400 || !faults.isEmpty() || request.path().contains("cursor="),
                sentence,
                "The server refused " + request + "\nwhich is as openapi.yaml documents: " + answer);
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
        if (hasKey()) {
            http.setHeader("Authorization", "Bearer " + key);
        }
        return Answer.of(HTTP.send(http.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }
}
