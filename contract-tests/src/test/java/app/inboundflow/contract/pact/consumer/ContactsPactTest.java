package app.inboundflow.contract.pact.consumer;

import static app.inboundflow.contract.pact.consumer.Exchanges.CONSUMER;
import static app.inboundflow.contract.pact.consumer.Exchanges.client;
import static org.assertj.core.api.Assertions.assertThat;

import app.inboundflow.client.ListContactsParameters;
import app.inboundflow.client.model.Contact;
import app.inboundflow.client.model.NewContact;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTest;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the client relies on when it reads and makes contacts. */
@PactConsumerTest
@PactTestFor(providerName = Exchanges.PROVIDER, pactVersion = PactSpecVersion.V4)
class ContactsPactTest {
    private static final String NEW_PHONE = "+14155559999";

    /** The whole body, as the client sends it; only its types and formats matter. */
    static void newContact(LambdaDslObject contact) {
        contact.stringMatcher("phone", Shapes.PHONE_PATTERN, NEW_PHONE)
                .stringType("name", "John Doe")
                .stringType("email", "john@example.com")
                .stringType("company", "Doe Industries")
                .stringType("notes", "Referred by Maria Garcia");
    }

    /** What the client is asked to send. */
    static NewContact johnDoe() {
        return new NewContact()
                .phone(NEW_PHONE)
                .name("John Doe")
                .email("john@example.com")
                .company("Doe Industries")
                .notes("Referred by Maria Garcia");
    }

    @Pact(consumer = CONSUMER)
    V4Pact contactsOfANumber(PactDslWithProvider pact) {
        var request = Exchanges.list(
                        pact.given("a contact has the phone number", Map.of("phone", Shapes.PHONE))
                                .uponReceiving("a request for the contact of a number"),
                        "/v1/contacts")
                .matchQuery("phone", Shapes.PHONE_PATTERN, Shapes.PHONE);
        return Exchanges.pact(Exchanges.succeeds(request, 200, Shapes.page(Shapes::contact)));
    }

    @Test
    @PactTestFor(pactMethod = "contactsOfANumber")
    void listContactsSendsThePhoneNumber(MockServer server) {
        try (var client = client(server)) {
            assertThat(client.contacts()
                            .list(new ListContactsParameters().phone(Shapes.PHONE))
                            .items())
                    .singleElement()
                    .extracting(Contact::getPhone)
                    .isEqualTo(Shapes.PHONE);
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact oneContact(PactDslWithProvider pact) {
        var request = Exchanges.getById(
                pact.given("a contact exists", Map.of("id", Shapes.CONTACT_ID))
                        .uponReceiving("a request for a contact"),
                "/v1/contacts",
                Shapes.CONTACT_ID);
        return Exchanges.pact(Exchanges.succeeds(request, 200, Shapes.single(Shapes::contact)));
    }

    @Test
    @PactTestFor(pactMethod = "oneContact")
    void getContactReadsIt(MockServer server) {
        try (var client = client(server)) {
            var contact = client.contacts().get(UUID.fromString(Shapes.CONTACT_ID));

            assertThat(contact.getTotalCalls()).isEqualTo(5);
            assertThat(contact.getLastCallAt()).isNotNull();
        }
    }

    @Pact(consumer = CONSUMER)
    V4Pact createdContact(PactDslWithProvider pact) {
        var request = Exchanges.post(
                pact.given("no contact has the phone number", Map.of("phone", NEW_PHONE))
                        .uponReceiving("a request to create a contact"),
                "/v1/contacts",
                ContactsPactTest::newContact);
        return Exchanges.pact(Exchanges.succeeds(request, 201, Shapes.single(Shapes::newContact))
                .matchHeader("Location", "^/v1/contacts/" + Shapes.UUID_PATTERN + "$", "/v1/contacts/" + Shapes.ID));
    }

    @Test
    @PactTestFor(pactMethod = "createdContact")
    void createContactReadsWhatWasStored(MockServer server) {
        try (var client = client(server)) {
            var contact = client.contacts().create(johnDoe());

            assertThat(contact.getId()).hasToString(Shapes.ID);
            assertThat(contact.getLastCallAt()).isNull();
        }
    }
}
