package app.inboundflow.server;

import org.junit.jupiter.api.Test;

class AccountTest {
    private final Organization organization = Organization.create();

    @Test
    void getMeReturnsTheOrganizationAndTheScopesOfTheKey() {
        organization
                .api(organization.key(60, "leads:read", "calls:read"))
                .get("/v1/me")
                .expect(200, """
                {
                  "data": {
                    "organization_id": "%s",
                    "organization_name": "Dave Auto Shop",
                    "plan": "Starter Plan",
                    "scopes": ["leads:read", "calls:read"]
                  }
                }
                """.formatted(organization.id()));
    }

    @Test
    void getMeNeedsNoScope() {
        organization.api(organization.key(60)).get("/v1/me").expect(200, """
                {
                  "data": {
                    "organization_id": "%s",
                    "organization_name": "Dave Auto Shop",
                    "plan": "Starter Plan",
                    "scopes": []
                  }
                }
                """.formatted(organization.id()));
    }

    @Test
    void getMeRefusesAnyParameter() {
        organization
                .api()
                .get("/v1/me?expand=true")
                .expectInvalid("query expand unknown: is not a parameter of this operation, which has none");
    }
}
