package app.inboundflow.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.inboundflow.client.AuthenticationException;
import app.inboundflow.client.ConflictException;
import app.inboundflow.client.InboundFlowClient;
import app.inboundflow.client.InvalidRequestException;
import app.inboundflow.client.ListAppointmentsParameters;
import app.inboundflow.client.ListCallsParameters;
import app.inboundflow.client.ListContactsParameters;
import app.inboundflow.client.ListLeadsParameters;
import app.inboundflow.client.NotFoundException;
import app.inboundflow.client.PermissionException;
import app.inboundflow.client.RateLimitException;
import app.inboundflow.client.model.AppointmentStatus;
import app.inboundflow.client.model.Call;
import app.inboundflow.client.model.CallStatus;
import app.inboundflow.client.model.LeadStatus;
import app.inboundflow.client.model.LeadUrgency;
import app.inboundflow.client.model.NewContact;
import app.inboundflow.client.model.Scope;
import app.inboundflow.contract.live.LiveServer;
import app.inboundflow.contract.live.Organization;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation, asked through the client's face, answered by the real server from real rows. */
class ClientOnServerTest {
    private static final OffsetDateTime NINE = OffsetDateTime.parse("2026-02-24T21:00:00Z");

    private LiveServer server;
    private Organization dave;
    private InboundFlowClient client;

    @BeforeEach
    void connect() {
        server = LiveServer.shared();
        dave = server.createOrganization("Dave Auto Shop", "Starter Plan");
        client = client(dave.key());
    }

    @AfterEach
    void disconnect() {
        if (client != null) {
            client.close();
        }
    }

    private InboundFlowClient client(String key) {
        return InboundFlowClient.builder().apiKey(key).baseUrl(server.url()).build();
    }

    @Test
    void listCallsReadsEveryField() {
        var contact = dave.contact();
        var id = dave.call(
                "caller_phone", "+14155551234",
                "caller_name", "Zoë Ångström 日本",
                "status", "in-progress",
                "duration_seconds", 55,
                "summary", "Called about auto repair…",
                "transcript", "Full conversation transcript…",
                "recording_url", "https://recordings.example/1.mp3",
                "transfer_status", "answered",
                "started_at", "2026-02-24T20:59:00Z",
                "ended_at", "2026-02-24T22:00:00.123456+01:00",
                "assistant_id", contact,
                "contact_id", contact,
                "created_at", "2026-02-24T20:59:00Z");

        assertThat(client.calls().list().items())
                .containsExactly(new Call()
                        .id(id)
                        .callerPhone("+14155551234")
                        .callerName("Zoë Ångström 日本")
                        .status(CallStatus.IN_PROGRESS)
                        .durationSeconds(55)
                        .summary("Called about auto repair…")
                        .transcript("Full conversation transcript…")
                        .recordingUrl("https://recordings.example/1.mp3")
                        .transferStatus("answered")
                        .startedAt(NINE.minusMinutes(1))
                        .endedAt(NINE.plusNanos(123_456_000))
                        .assistantId(contact)
                        .contactId(contact)
                        .createdAt(NINE.minusMinutes(1)));
    }

    @Test
    void listCallsFilters() {
        var id = dave.call("caller_phone", "+14155551234", "status", "failed", "created_at", "2026-02-24T21:00:00Z");
        dave.call("caller_phone", "+14155551234", "created_at", "2026-02-24T21:00:00Z");
        dave.call("caller_phone", "+14155551235", "status", "failed", "created_at", "2026-02-24T21:00:00Z");
        dave.call("caller_phone", "+14155551234", "status", "failed", "created_at", "2026-02-24T20:00:00Z");

        var page = client.calls()
                .list(new ListCallsParameters()
                        .status(CallStatus.FAILED)
                        .phone("+14155551234")
                        .since(NINE.minusNanos(1000).toInstant()));

        assertThat(page.items()).extracting(Call::getId).containsExactly(id);
        assertThat(page.hasMore()).isFalse();
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void listCallsPagesAndGoesOnFromACursor() {
        var ids = IntStream.range(0, 7)
                .mapToObj(n -> dave.call("created_at", NINE.minusMinutes(n).toString()))
                .toList();
        var two = new ListCallsParameters().limit(2);

        assertThat(client.calls().list(two).all()).extracting(Call::getId).isEqualTo(ids);
        var first = client.calls().list(two);
        assertThat(client.calls().list(two.cursor(first.nextCursor())).all())
                .extracting(Call::getId)
                .isEqualTo(ids.subList(2, 7));
        assertThat(first.next().next().nextAsync().join().items())
                .extracting(Call::getId)
                .isEqualTo(ids.subList(6, 7));
    }

    @Test
    void getCallReadsMessagesWithWhatThePlatformAdded() {
        var id = dave.call();
        dave.messages(id, "[{\"role\": \"user\", \"content\": \"Hello?\", \"mood\": \"calm\"}]");

        var message = client.calls().get(id).getMessages().get(0);

        assertThat(message.getRole()).isEqualTo("user");
        assertThat(message.getContent()).isEqualTo("Hello?");
        assertThat(message.getTime()).isNull();
        assertThat(message.getAdditionalProperty("mood")).isEqualTo("calm");
    }

    @Test
    void getCallTellsThatThereIsNone() {
        var unknown = UUID.randomUUID();

        var failure = catchThrowableOfType(
                NotFoundException.class, () -> client.calls().get(unknown));

        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.code()).isEqualTo("not_found");
        assertThat(failure.requestId())
                .startsWith("req_")
                .isEqualTo(failure.problem().getMeta().getRequestId());
        assertThat(failure).hasMessageContaining("GET /v1/calls/" + unknown + " answered 404, not_found");
    }

    @Test
    void listContactsFiltersByPhoneAndGetContactReads() {
        dave.contact("phone", "+14155550001");
        var id = dave.contact("phone", "+14155550002", "name", "Maria Garcia", "total_calls", 5);

        var page = client.contacts().list(new ListContactsParameters().phone("+14155550002"));

        assertThat(page.items()).containsExactly(client.contacts().get(id));
        assertThat(page.items().get(0).getTotalCalls()).isEqualTo(5);
    }

    @Test
    void createContactMakesOne() {
        var contact = client.contacts()
                .create(new NewContact().phone("+14155559999").name("John Doe").email("john@example.com"));

        assertThat(contact.getSource()).isEqualTo("api");
        assertThat(client.contacts().get(contact.getId())).isEqualTo(contact);
    }

    @Test
    void createContactNamesTheOneThatHasThePhoneNumber() {
        var id = dave.contact("phone", "+14155559999");

        var failure = catchThrowableOfType(
                ConflictException.class, () -> client.contacts().create(new NewContact().phone("+14155559999")));

        assertThat(failure.existingId()).isEqualTo(id);
        assertThat(failure.code()).isEqualTo("contact_exists");
    }

    @Test
    void createContactRepeatsUnderAKeyOfTheCallers() {
        var contact = new NewContact().phone("+14155559999");

        var first = client.withResponse(c -> c.contacts().create(contact, "order-4711"));
        var again = client.withResponse(c -> c.contacts().create(contact, "order-4711"));

        assertThat(again.value()).isEqualTo(first.value());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> client.contacts()
                                .create(new NewContact().phone("+14155559998"), "order-4711"))
                        .code())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void listLeadsFilters() {
        var id = dave.lead("status", "qualified", "urgency", "high");
        dave.lead("status", "qualified", "urgency", "low");
        dave.lead("status", "lost", "urgency", "high");

        var page = client.leads()
                .list(new ListLeadsParameters().status(LeadStatus.QUALIFIED).urgency(LeadUrgency.HIGH));

        assertThat(page.items()).singleElement().satisfies(lead -> assertThat(lead.getId())
                .isEqualTo(id));
    }

    @Test
    void listAppointmentsFilters() {
        dave.appointment("status", "booked");
        var id = dave.appointment("status", "no_show", "appointment_date", "2026-02-26");

        var page = client.appointments().list(new ListAppointmentsParameters().status(AppointmentStatus.NO_SHOW));

        assertThat(page.items()).singleElement().satisfies(appointment -> {
            assertThat(appointment.getId()).isEqualTo(id);
            assertThat(appointment.getAppointmentDate()).isEqualTo(LocalDate.of(2026, 2, 26));
        });
    }

    @Test
    void getMeReadsTheOrganizationAndTheScopesOfTheKey() {
        try (var reader = client(dave.key(List.of("calls:read"), 60))) {
            var me = reader.me();

            assertThat(me.getOrganizationId()).isEqualTo(dave.id());
            assertThat(me.getOrganizationName()).isEqualTo("Dave Auto Shop");
            assertThat(me.getPlan()).isEqualTo("Starter Plan");
            assertThat(me.getScopes()).containsExactly(Scope.CALLS_READ);
        }
    }

    @Test
    void everyOperationAnswersWithoutBlocking() {
        var call = dave.call();
        var contact = dave.contact();
        dave.lead();
        dave.appointment();
        var async = client.async();

        assertThat(async.me().join().getOrganizationId()).isEqualTo(dave.id());
        assertThat(async.calls().list().join().items()).hasSize(1);
        assertThat(async.calls().get(call).join().getId()).isEqualTo(call);
        assertThat(async.contacts().list().join().items()).hasSize(1);
        assertThat(async.contacts().get(contact).join().getId()).isEqualTo(contact);
        assertThat(async.leads().list().join().items()).hasSize(1);
        assertThat(async.appointments().list().join().items()).hasSize(1);
        assertThat(async.withResponse(c -> c.contacts().create(new NewContact().phone("+14155559999")))
                        .join()
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aKeyThatNobodyMadeIsRefused() {
        try (var stranger = client("sk_live_" + "0".repeat(39))) {
            assertThat(catchThrowableOfType(AuthenticationException.class, stranger::me)
                            .code())
                    .isEqualTo("unauthorized");
        }
    }

    @Test
    void aKeyWithoutTheScopeIsToldWhichOne() {
        try (var reader = client(dave.key(List.of("calls:read"), 60))) {
            assertThat(catchThrowableOfType(
                            PermissionException.class, () -> reader.leads().list()))
                    .hasMessageContaining("leads:read");
        }
    }

    @Test
    void aLimitThatIsTooLargeIsNamed() {
        var failure = catchThrowableOfType(
                InvalidRequestException.class, () -> client.calls().list(new ListCallsParameters().limit(101)));

        assertThat(failure.fieldErrors()).singleElement().satisfies(error -> {
            assertThat(error.getField()).isEqualTo("limit");
            assertThat(error.getCode()).isEqualTo("out_of_range");
        });
    }

    @Test
    void theRateLimitSaysWhenToComeBack() {
        try (var slow = client(dave.key(List.of("calls:read"), 1))
                .withOptions(options -> options.totalTimeout(Duration.ofMillis(500)))) {
            slow.me();

            var failure = catchThrowableOfType(RateLimitException.class, slow::me);

            // The client waits for the reset, which both sides round up.
            assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(63));
            assertThat(failure.headers().firstValue("X-RateLimit-Limit")).contains("1");
        }
    }
}
