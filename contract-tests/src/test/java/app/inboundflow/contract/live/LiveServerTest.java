package app.inboundflow.contract.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test server works: the server returns the rows that the tests insert. */
class LiveServerTest {
    private final LiveServer server = LiveServer.shared();

    @Test
    void rowsAndKeysOfAnOrganizationAreThoseTheServerSees() throws Exception {
        var dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        var contact = dave.contact("name", "Maria Garcia");
        var call = dave.call("status", "failed", "contact_id", contact);
        dave.messages(call, "[{\"role\": \"user\", \"content\": \"Hello?\"}]");
        var lead = dave.lead("urgency", "high", "call_log_id", call);
        var appointment = dave.appointment("status", "no_show");
        var key = dave.key();

        assertThat(get("/v1/me", key)).contains(dave.id().toString(), "Dave Auto Shop", "Starter Plan");
        assertThat(get("/v1/contacts", key)).contains(contact.toString(), "Maria Garcia");
        assertThat(get("/v1/calls/" + call, key)).contains("failed", contact.toString(), "Hello?");
        assertThat(get("/v1/leads", key)).contains(lead.toString(), "high", call.toString());
        assertThat(get("/v1/appointments", key)).contains(appointment.toString(), "no_show");
        assertThat(get("/v1/leads", server.createKey(dave, List.of("calls:read"), 60)))
                .contains("insufficient_scope");
    }

    private String get(String path, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + key)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
