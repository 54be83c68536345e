package app.inboundflow.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.json.JSONException;

/** The API as the holder of one key sees it; without a key when that is empty. Every answer is held to the common rules. */
record Api(URI server, String key) {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** Posts JSON. */
    Answer post(String path, String json, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return send("POST", path, BodyPublishers.ofString(json), all.toArray(String[]::new));
    }

    Answer createContact(String json, String... headers) {
        return post("/v1/contacts", json, headers);
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body()).requireCommonRules();
        } catch (IOException failed) {
            throw new IllegalStateException(method + " " + path, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The ids on one page. */
    List<UUID> ids(String path) {
        return get(path).expect(200).ids();
    }

    /** The ids on a page and all that follow it. */
    List<UUID> allIds(String path) throws JSONException {
        var ids = new ArrayList<UUID>();
        var page = get(path).expect(200);
        ids.addAll(page.ids());
        while (page.json().getBoolean("has_more")) {
            page = get(path + (path.contains("?") ? "&" : "?") + "cursor=" + page.nextCursor())
                    .expect(200);
            ids.addAll(page.ids());
        }
        return ids;
    }
}
