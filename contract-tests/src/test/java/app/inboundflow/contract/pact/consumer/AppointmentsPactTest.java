package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.CONSUMER;
import static app.inboundflow.contract.pact.consumer.Exchanges.client;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.ListAppointmentsParameters;
import app.inboundflow.client.model.AppointmentStatus;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the client relies on when it reads appointments. */
@PactConsumerTest
@PactTestFor(providerName = Exchanges.PROVIDER, pactVersion = PactSpecVersion.V4)
class AppointmentsPactTest {
    @Pact(consumer = CONSUMER)
    V4Pact bookedAppointments(PactDslWithProvider pact) {
        var request = Exchanges.list(
                        pact.given("an appointment exists", Map.of("status", "booked"))
                                .uponReceiving("a request for booked appointments"),
                        "/v1/appointments")
                .matchQuery("status", "^booked$", "booked");
        return Exchanges.pact(Exchanges.succeeds(request, 200, Shapes.page(Shapes::bookedAppointment)));
    }

    @Test
    @PactTestFor(pactMethod = "bookedAppointments")
    void listAppointmentsSendsTheStatus(MockServer server) {
        try (var client = client(server)) {
            assertThat(client.appointments()
                            .list(new ListAppointmentsParameters().status(AppointmentStatus.BOOKED))
                            .items())
                    .singleElement()
                    .satisfies(appointment -> {
                        assertThat(appointment.getStatus()).isEqualTo(AppointmentStatus.BOOKED);
                        assertThat(appointment.getAppointmentDate()).isEqualTo("2026-02-25");
                    });
        }
    }
}
