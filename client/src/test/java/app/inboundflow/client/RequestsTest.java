package app.inboundflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.inboundflow.client.FaultServer.Reply;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest extends FaultTest {
    private static final String NONE = "{\"data\":[],\"has_more\":false,\"next_cursor\":null}";

    RequestsTest() {
        server.otherwise(Reply.json(NONE));
    }

    @Test
    void listCallsSendsItsHeaders() {
        client.withOptions(o -> o.userAgentSuffix("acme-crm/2.1")).calls().list();

        var request = server.request();
        assertThat(words(request.method(), request.target(), request.header("Authorization")))
                .isEqualTo("GET /v1/calls?limit=100 Bearer " + KEY);
        assertThat(request.header("Accept-Encoding")).isEqualTo("gzip");
        assertThat(request.header("Accept")).isEqualTo("application/json, application/problem+json");
        assertThat(request.header("User-Agent"))
                .matches("inboundflow-java/[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)? \\(Java [0-9][^)]*\\) acme-crm/2\\.1");
        assertThat(request.headers()).doesNotContainKeys("Upgrade", "HTTP2-Settings");
    }

    @Test
    void listCallsSendsAPhoneNumbersPlusAsPercent2B() {
        client.calls().list(new ListCallsParameters().phone("+14155551234"));

        assertThat(server.request().target()).isEqualTo("/v1/calls?limit=100&phone=%2B14155551234");
    }

    @Test
    void listContactsSendsAPhoneNumbersPlusAsPercent2B() {
        client.contacts().list(new ListContactsParameters().phone("+14155551234"));

        assertThat(server.request().target()).isEqualTo("/v1/contacts?limit=100&phone=%2B14155551234");
    }

    @Test
    void listCallsSendsAllItsParameters() {
        client.calls()
                .list(new ListCallsParameters()
                        .limit(10)
                        .cursor("a-b_c")
                        .since(Instant.parse("2026-02-24T20:59:00Z"))
                        .status(CallStatus.IN_PROGRESS)
                        .phone("+1&limit=9 #/ü"));

        assertThat(server.request().target())
                .isEqualTo("/v1/calls?limit=10&cursor=a-b_c&since=2026-02-24T20%3A59%3A00Z&status=in-progress"
                        + "&phone=%2B1%26limit%3D9%20%23%2F%C3%BC");
    }

    @Test
    void listLeadsSendsStatusAndUrgency() {
        client.leads().list(new ListLeadsParameters().status(LeadStatus.NEW).urgency(LeadUrgency.HIGH));

        assertThat(server.request().target()).isEqualTo("/v1/leads?limit=100&status=new&urgency=high");
    }

    @Test
    void listAppointmentsSendsSinceInUtc() {
        client.appointments()
                .list(new ListAppointmentsParameters().since(OffsetDateTime.parse("2026-02-25T02:29:00.000001+05:30")));

        assertThat(server.request().target())
                .isEqualTo("/v1/appointments?limit=100&since=2026-02-24T20%3A59%3A00.000001Z");
    }

    @Test
    void listCallsLeavesItsParametersAsTheyAre() {
        var ten = new ListCallsParameters().limit(10);
        ten.cursor("x").phone("+1");

        client.calls().list(ten);

        assertThat(server.request().target()).isEqualTo("/v1/calls?limit=10");
    }

    @Test
    void getContactNamesItInThePath() {
        var id = UUID.fromString("dbf31702-3468-4639-a5a4-e07f9bdae9a7");

        assertThatThrownBy(() -> client.contacts().get(id)).isInstanceOf(ServerException.class);

        assertThat(server.request().target()).isEqualTo("/v1/contacts/" + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proxy/crm", "/proxy/crm/", "/proxy/crm//"})
    void listCallsKeepsThePathOfTheBaseUrl(String path) {
        client.withOptions(o -> o.baseUrl(server.url() + path)).calls().list();

        assertThat(server.request().target()).isEqualTo("/proxy/crm/v1/calls?limit=100");
    }

    @Test
    void listCallsTakesABaseUrlThatEndsWithASlash() {
        client.withOptions(o -> o.baseUrl(server.url() + "/")).calls().list();

        assertThat(server.request().target()).isEqualTo("/v1/calls?limit=100");
    }

    @Test
    void listCallsUnzips() {
        server.reply(calls(null, 1, 2).gzip());

        var response = client.withResponse(c -> c.calls().list());

        assertThat(summaries(response.value())).isEqualTo("1 2");
        assertThat(response.body()).startsWith("{\"data\":").endsWith("}");
        assertThat(words(response.status(), response.requestId())).isEqualTo("200 req_0123456789ab");
        assertThat(response.headers().map()).containsKey("Content-Type").doesNotContainKey("Content-Encoding");
    }

    @Test
    void listCallsUnzipsErrors() {
        server.reply(Reply.problem(404, "not_found").gzip());

        assertThatThrownBy(client.calls()::list)
                .isInstanceOfSatisfying(NotFoundException.class, e -> assertThat(words(e.code(), e.body()))
                        .startsWith("not_found {\"type\""));
    }

    @Test
    void listCallsWithResponseTellsTheLastOfItsAnswers() {
        server.reply(Reply.of(503).header("Retry-After", "0"), calls(null, 1));

        assertThat(client.withResponse(c -> c.calls().list()).status()).isEqualTo(200);
    }

    @Test
    void listCallsUsesOneConnectionForOneCallAfterAnother() {
        client.calls().list();
        client.withOptions(o -> o.maxRetries(0)).leads().list();
        client.withResponse(c -> c.contacts().list());

        assertThat(server.requests())
                .extracting(FaultServer.Request::connection)
                .containsOnly(1);
    }
}
