package app.inboundflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.json.JSONException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadsTest {
    private final Organization organization = Organization.create();
    private final Api api = organization.api();

    @Test
    void listLeadsReturnsEveryProperty() {
        var contact = organization.contact("phone", "+1234567890");
        var call = organization.call();
        var lead = organization.lead(
                "caller_phone", "+1234567890",
                "caller_name", "Dave",
                "caller_email", "dave@example.com",
                "status", "qualified",
                "urgency", "medium",
                "interest", "auto body work",
                "qualification_reason", "pricing inquiry",
                "call_summary", "Called about getting a quote...",
                "call_log_id", call,
                "contact_id", contact,
                "created_at", "2026-02-24T21:00:00Z",
                "updated_at", "2026-02-24T21:00:00.123456Z");

        api.get("/v1/leads").expect(200, """
                {
                  "data": [
                    {
                      "id": "%s",
                      "caller_phone": "+1234567890",
                      "caller_name": "Dave",
                      "caller_email": "dave@example.com",
                      "status": "qualified",
                      "urgency": "medium",
                      "interest": "auto body work",
                      "qualification_reason": "pricing inquiry",
                      "call_summary": "Called about getting a quote...",
                      "call_log_id": "%s",
                      "contact_id": "%s",
                      "created_at": "2026-02-24T21:00:00Z",
                      "updated_at": "2026-02-24T21:00:00.123456Z"
                    }
                  ],
                  "has_more": false,
                  "next_cursor": null
                }
                """.formatted(lead, call, contact));
    }

    @Test
    void listLeadsReturnsNullForWhatIsNotKnown() {
        var lead = organization.lead("created_at", "2026-02-24T21:00:00Z", "updated_at", "2026-02-24T21:00:00Z");

        api.get("/v1/leads").expect(200, """
                {
                  "data": [
                    {
                      "id": "%s",
                      "caller_phone": null,
                      "caller_name": null,
                      "caller_email": null,
                      "status": "new",
                      "urgency": "low",
                      "interest": null,
                      "qualification_reason": null,
                      "call_summary": null,
                      "call_log_id": null,
                      "contact_id": null,
                      "created_at": "2026-02-24T21:00:00Z",
                      "updated_at": "2026-02-24T21:00:00Z"
                    }
                  ],
                  "has_more": false,
                  "next_cursor": null
                }
                """.formatted(lead));
    }

    @Test
    void listLeadsReturnsNewestFirst() {
        var older = organization.lead("created_at", "2026-02-24T21:00:00Z");
        var newer = organization.lead("created_at", "2026-02-24T21:00:01Z");

        assertThat(api.ids("/v1/leads")).containsExactly(newer, older);
    }

    @ParameterizedTest
    @CsvSource({
        "status, new",
        "status, contacted",
        "status, qualified",
        "status, converted",
        "status, lost",
        "urgency, low",
        "urgency, medium",
        "urgency, high"
    })
    void listLeadsFiltersBy(String filter, String value) throws JSONException {
        for (var status : new String[] {"new", "contacted", "qualified", "converted", "lost"}) {
            for (var urgency : new String[] {"low", "medium", "high"}) {
                organization.lead("status", status, "urgency", urgency);
            }
        }

        var leads =
                api.get("/v1/leads?" + filter + "=" + value).expect(200).json().getJSONArray("data");

        assertThat(leads.length()).isEqualTo(filter.equals("status") ? 3 : 5);
        var values = new HashSet<String>();
        for (var i = 0; i < leads.length(); i++) {
            values.add(leads.getJSONObject(i).getString(filter));
        }
        assertThat(values).containsExactly(value);
    }

    @Test
    void listLeadsCombinesItsFiltersWithAnd() {
        var wanted = organization.lead("status", "lost", "urgency", "high");
        organization.lead("status", "lost", "urgency", "low");
        organization.lead("status", "new", "urgency", "high");
        organization.lead("status", "lost", "urgency", "high", "created_at", "2026-02-24T21:00:00Z");

        assertThat(api.ids("/v1/leads?status=lost&urgency=high&since=2026-02-24T21:00:00Z"))
                .containsExactly(wanted);
    }
}
