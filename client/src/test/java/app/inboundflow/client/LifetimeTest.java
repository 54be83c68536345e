package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Reply;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a client is after it was closed, and what its views share. */
class LifetimeTest extends FaultTest {
    @Test
    void closedClientSendsNothingAndSaysSo() {
        server.otherwise(calls(null, 1));
        var page = client.calls().list();
        var view = client.withOptions(o -> o.maxRetries(0));
        var calls = client.calls();
        client.close();
        client.close();

        assertThatThrownBy(client::me)
                .isExactlyInstanceOf(Connections.Closed.class)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The client is closed; it sends no more requests.");
        assertThatThrownBy(calls::list).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(view::me).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> client.async().me()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> client.withResponse(InboundFlowClient::me)).isInstanceOf(IllegalStateException.class);
        assertThat(page.items()).hasSize(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void closedClientSendsNoRetry() throws Exception {
        server.otherwise(Reply.of(503).header("Retry-After", "1"));
        var future = client.async().calls().list();
        server.awaitRequests(1);

        client.close();

        assertThatThrownBy(future::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void viewDoesNotCloseWhatItShares() {
        server.otherwise(calls(null, 1));
        client.withOptions(o -> o.maxRetries(0)).close();

        assertThat(client.calls().list().items()).hasSize(1);
    }

    @Test
    void ownHttpClientOutlivesTheClient() throws Exception {
        server.otherwise(calls(null, 1));
        var http = HttpClient.newHttpClient();
        var view = client.withOptions(o -> o.httpClient(http));
        var own = builder().httpClient(http).build();
        own.close();
        client.close();

        assertThat(view.calls().list().items()).hasSize(1);
        assertThatThrownBy(own.calls()::list).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void withResponseTellsAlsoARequestOfAnotherClient() {
        server.otherwise(calls(null, 1));

        assertThat(client.withResponse(other -> client.calls().list()).status()).isEqualTo(200);
        assertThat(client.async()
                        .withResponse(other -> client.async().calls().list())
                        .join()
                        .status())
                .isEqualTo(200);
        assertThat(client.withResponse(c -> CompletableFuture.supplyAsync(
                                        () -> c.calls().list())
                                .join())
                        .status())
                .isEqualTo(200);
        server.forgetRequests();
        assertThatThrownBy(() -> client.withResponse(other -> "nothing")).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void connectTimeoutOfAViewHolds() {
        var connections = new Connections(null);
        try {
            var ten = connections.http(builder());
            var one = connections.http(builder().connectTimeout(Duration.ofSeconds(1)));

            assertThat(ten.connectTimeout()).contains(Duration.ofSeconds(10));
            assertThat(one.connectTimeout()).contains(Duration.ofSeconds(1));
            assertThat(connections.http(builder())).isSameAs(ten);
        } finally {
            connections.close();
        }
    }
}
