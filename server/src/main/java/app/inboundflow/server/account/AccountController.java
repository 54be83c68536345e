package app.inboundflow.server.account;

import app.inboundflow.server.api.AccountApi;
import app.inboundflow.server.api.model.AccountResponse;
import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.problem.Problems;
import io.micronaut.http.annotation.Controller;

/** Answers who the caller is. */
@Controller
class AccountController implements AccountApi {
    private final OrganizationRepository organizations;
    private final ResponseMeta meta;

    AccountController(OrganizationRepository organizations, ResponseMeta meta) {
        this.organizations = organizations;
        this.meta = meta;
    }

    @Override
    public AccountResponse getMe() {
        var caller = ApiClient.current();
        return organizations
                .find(caller.organizationId())
                .map(organization -> new AccountResponse(organization.toApi(caller.scopes()), meta.current()))
                .orElseThrow(() -> Problems.notFound("organization"));
    }
}
