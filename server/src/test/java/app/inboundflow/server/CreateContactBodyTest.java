package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateContactBodyTest {
    private static final int LIMIT = 65_536;
    private static final String TEXT_RULE = "must not contain U+0000 or lone surrogates";

    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"phone\"",
                "{\"phone\":\"+14155559999\"",
                "{\"phone\":\"+14155559999}",
                "{\"phone\":\"+14155559999\",}",
                "{'phone':'+14155559999'}",
                "{phone:\"+14155559999\"}",
                "{\"phone\":\"+14155559999\"}}",
                "{\"phone\":\"+14155559999\"} {}",
                "{\"phone\":\"+14155559999\"}x",
                "{\"phone\":\"+14155559999\",\"phone\":\"+14155559998\"}",
                "{\"phone\":\"+14155559999\",\"name\":NaN}",
                "{\"phone\":\"+14155559999\",\"name\":\"\t\"}",
                "{\"phone\":\"+14155559999\",\"name\":\"\\x\"}",
                "{\"phone\":\"+14155559999\",\"name\":\"\\u12\"}",
                "// a comment\n{\"phone\":\"+14155559999\"}",
                "phone=%2B14155559999",
                "   ",
                "\u0000",
                "tru"
            })
    void createContactRefusesWhatIsNotOneJsonDocument(String body) {
        assertThat(api.createContact(body).expect(400).faults())
                .singleElement()
                .asString()
                .startsWith("body  malformed: must be ");
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"phone\":\"+14155559999\"}]", "null", "\"+14155559999\"", "14155559999", "true"})
    void createContactRefusesJsonThatIsNoObject(String body) {
        api.createContact(body).expectInvalid("body  invalid_type: must be a JSON object");
        assertNothingWasMade();
    }

    @Test
    void createContactRefusesNoBody() throws IOException {
        assertThat(api.createContact("").expect(400).faults())
                .singleElement()
                .asString()
                .startsWith("body  ");
        assertThat(Wire.exchange(api, "POST /v1/contacts", "Content-Type: application/json")
                        .expect(400)
                        .faults())
                .singleElement()
                .asString()
                .startsWith("body  ");
        assertNothingWasMade();
    }

    @Test
    void createContactRequiresAPhone() {
        api.createContact("{}").expectInvalid("body phone required: is required");
        api.createContact("{\"phone\": null}").expectInvalid("body phone required: must not be null");
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone", "name", "email", "company", "notes"})
    void createContactRefusesAValueThatIsNoString(String property) {
        for (var value : new String[] {"1", "true", "{}", "[]", "[\"John\"]", "1e3"}) {
            var body = property.equals("phone")
                    ? "{\"phone\": " + value + "}"
                    : "{\"phone\": \"+14155559999\", \"" + property + "\": " + value + "}";
            api.createContact(body).expectInvalid("body " + property + " invalid_type: must be a string");
        }
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "14155559999",
                "+0415555999",
                "+1415555999912345",
                "+1 415 555 9999",
                "+1-415-555-9999",
                "tel:+14155559999",
                "+1415555999a",
                "+14155559999\\n",
                "+١٤١٥٥٥٥٩٩٩٩",
                " 14155559999"
            })
    void createContactRefusesAPhoneThatIsNotE164(String phone) {
        assertThat(api.createContact("{\"phone\": \"" + phone + "\"}")
                        .expect(400)
                        .faults())
                .contains("body phone invalid_format: must be a phone number in E.164 form, such as +14155551234")
                .allMatch(fault -> fault.startsWith("body phone "));
        assertNothingWasMade();
    }

    @ParameterizedTest
    @CsvSource({"+10, 201", "+123456789012345, 201", "+1, 400", "+1234567890123456, 400"})
    void createContactTakesPhonesOfTwoToFifteenDigits(String phone, int status) {
        api.createContact("{\"phone\": \"" + phone + "\"}").expect(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "john",
                "john@",
                "@example.com",
                "john@example com",
                "a@b@c",
                "j\\u0000@example.com",
                "é@example.com",
                "john@exämple.com",
                "a@x_y.com",
                "a..b@example.com",
                "a@-x.com",
                "a b@example.com"
            })
    void createContactRefusesWhatIsNoEmailAddress(String email) {
        assertThat(api.createContact("{\"phone\": \"+14155559999\", \"email\": \"" + email + "\"}")
                        .expect(400)
                        .faults())
                .isNotEmpty()
                .allMatch(fault -> fault.startsWith("body email "));
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@a.aa", "john+sales@mail.example", "o'brien@x-y.internal", "1@localhost"})
    void createContactTakesEmailAddressesOfAnyDomain(String email) {
        assertThat(api.createContact(body("email", email)).expect(201).data().optString("email"))
                .isEqualTo(email);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a@a.", "\\\"a"})
    void createContactRefusesAnEmailOf60000Characters(String beginning) {
        refuse("email", beginning + "a.".repeat(30_000), "too_long: must have at most 254 characters");
        assertNothingWasMade();
    }

    @ParameterizedTest
    @CsvSource({"name, 200", "company, 200", "notes, 5000"})
    void createContactCountsCharactersAndNotTheirBytes(String property, int most) {
        var emoji = "🚗";
        refuse(property, emoji.repeat(most + 1), "too_long: must have at most " + most + " characters");
        refuse(property, "x".repeat(most + 1), "too_long: must have at most " + most + " characters");
        refuse(property, "", "too_short: must have at least 1 character");
        assertNothingWasMade();

        var made = api.createContact(body(property, emoji.repeat(most))).expect(201);
        assertThat(made.data().optString(property)).isEqualTo(emoji.repeat(most));
    }

    @Test
    void createContactTakesAnEmailOf254Characters() {
        var domain = "@" + "x".repeat(60) + "." + "y".repeat(60) + "." + "z".repeat(60) + ".example.com";
        var email = "j".repeat(254 - domain.length()) + domain;
        assertThat(email).hasSize(254);

        assertThat(api.createContact(body("email", "j" + email)).expect(400).faults())
                .contains("body email too_long: must have at most 254 characters");
        assertThat(api.createContact(body("email", "john@example.com"))
                        .expect(201)
                        .data()
                        .optString("email"))
                .isEqualTo("john@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "company", "notes"})
    void createContactRefusesTextThatCannotBeStored(String property) {
        for (var text : new String[] {"\\u0000", "a\\u0000b", "\\ud83d", "a\\ude97b", "\\ude97\\ud83d"}) {
            refuse(property, text, "invalid_format: " + TEXT_RULE);
        }
        assertNothingWasMade();
        assertThat(api.createContact(body(property, "\\ud83d\\ude97"))
                        .expect(201)
                        .data()
                        .optString(property))
                .isEqualTo("🚗");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE contacts; --",
                "${7*7}{{7*7}}",
                "<script>alert(1)</script>",
                "\\\\ \\\" \\n %s :name"
            })
    void createContactKeepsTextAsItIs(String text) {
        var made = api.createContact(body("notes", text)).expect(201);

        assertThat(api.get(made.header("Location")).data().optString("notes"))
                .isEqualTo(text.replace("\\\\", "\\").replace("\\\"", "\"").replace("\\n", "\n"));
    }

    @Test
    void createContactRefusesUnknownPropertiesAndNamesThoseItHas() {
        api.createContact("{\"phone\": \"+14155559999\", \"total_calls\": 7, \"Name\": \"John\"}")
                .expectInvalid(
                        "body total_calls unknown: is not a property here; these are: phone, name, email, company, notes",
                        "body Name unknown: is not a property here; these are: phone, name, email, company, notes");
        assertNothingWasMade();
    }

    @Test
    void createContactNamesEveryPropertyAtFault() {
        assertThat(api.createContact("{\"name\": 1, \"email\": true, \"nickname\": \"J\"}")
                        .expect(400)
                        .faults())
                .containsExactlyInAnyOrder(
                        "body nickname unknown: is not a property here; these are: phone, name, email, company, notes",
                        "body phone required: is required",
                        "body name invalid_type: must be a string",
                        "body email invalid_type: must be a string");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "x"
            })
    void createContactRefusesAnyOtherMediaType(String type) throws IOException {
        Wire.exchange(api, "POST /v1/contacts", "Content-Type: " + type, "Content-Length: 0")
                .expectProblem(415, "unsupported_media_type", "Send the body as Content-Type: application/json.");
        api.send(
                        "POST",
                        "/v1/contacts",
                        BodyPublishers.ofString("{\"phone\": \"+14155559999\"}"),
                        "Content-Type",
                        type.equals("x") ? "application/problem+json" : type)
                .expect(415);
        assertNothingWasMade();
    }

    @Test
    void createContactRefusesABodyWithoutAMediaType() {
        api.send("POST", "/v1/contacts", BodyPublishers.ofString("{\"phone\": \"+14155559999\"}"))
                .expectProblem(415, "unsupported_media_type", "Send the body as Content-Type: application/json.");
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON"})
    void createContactTakesJsonWithParameters(String type) {
        api.send("POST", "/v1/contacts", BodyPublishers.ofString("{\"phone\": \"+14155559999\"}"), "Content-Type", type)
                .expect(201);
    }

    @Test
    void createContactTakes64KibAndRefusesMore() {
        api.createContact(ofSize(LIMIT)).expect(201);
        var refused = api.createContact(ofSize(LIMIT + 1));

        refused.expectProblem(413, "payload_too_large", "A request body is at most 65536 bytes.");
        api.createContact(ofSize(1_000_000)).expect(413);
    }

    @Test
    void createContactTakes64KibAndRefusesMoreWhenItsLengthIsNotSaid() {
        chunked(ofSize(LIMIT)).expect(201);
        chunked(ofSize(LIMIT + 1)).expectProblem(413, "payload_too_large", "A request body is at most 65536 bytes.");
        chunked(ofSize(1_000_000)).expect(413);
    }

    @Test
    void createContactRefusesBrokenUtf8() {
        for (var broken : new byte[][] {
            {(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xc0, (byte) 0x80}
        }) {
            var body = new ByteArrayOutputStream();
            body.writeBytes("{\"phone\": \"+14155559999\", \"name\": \"a".getBytes(StandardCharsets.UTF_8));
            body.writeBytes(broken);
            body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(api.send(
                                    "POST",
                                    "/v1/contacts",
                                    BodyPublishers.ofByteArray(body.toByteArray()),
                                    "Content-Type",
                                    "application/json")
                            .expect(400)
                            .faults())
                    .singleElement()
                    .asString()
                    .startsWith("body ");
        }
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 999, 1_001, 20_000, 32_000})
    void createContactRefusesDeepNesting(int depth) {
        api.createContact("[".repeat(depth) + "]".repeat(depth)).expect(400);
        api.createContact("{\"phone\":\"+14155559999\",\"name\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
                .expect(400);
        api.createContact("{\"a\":".repeat(depth / 5) + "1" + "}".repeat(depth / 5))
                .expect(400);
        assertNothingWasMade();
    }

    @Test
    void createContactRefusesNumbersThatWouldCostMuchToRead() {
        api.createContact("{\"phone\":1e999999999}").expect(400);
        api.createContact("{\"phone\":" + "9".repeat(60_000) + "}").expect(400);
        assertNothingWasMade();
    }

    private void refuse(String property, String value, String fault) {
        api.createContact(body(property, value)).expectInvalid("body " + property + " " + fault);
    }

    private static String body(String property, String value) {
        return "{\"phone\": \"+14155559999\", \"" + property + "\": \"" + value + "\"}";
    }

    /** A good body of so many bytes. */
    private static String ofSize(int bytes) {
        var phone = "{\"phone\": \"+1415" + bytes + "\"";
        return phone + " ".repeat(bytes - phone.length() - 1) + "}";
    }

    private Answer chunked(String body) {
        return api.send(
                "POST",
                "/v1/contacts",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))),
                "Content-Type",
                "application/json");
    }

    private void assertNothingWasMade() {
        assertThat(TestServer.shared()
                        .sql()
                        .count("SELECT count(*) FROM contacts WHERE organization_id = ?", organization.id()))
                .isZero();
    }
}
