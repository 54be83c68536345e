package app.inboundflow.server.account;

import app.inboundflow.server.api.AccountApi;
import app.inboundflow.server.api.model.Account;
import app.inboundflow.server.api.model.AccountResponse;
import app.inboundflow.server.api.model.Scope;
import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.ResponseMeta;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.http.annotation.Controller;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;

/** Answers who the caller is: what the lookup of its key found, without a query of its own. */
@Controller
class AccountController implements AccountApi {
    private final ResponseMeta meta;

    AccountController(ResponseMeta meta) {
        this.meta = meta;
    }

    @Override
    @NonBlocking
    public AccountResponse getMe() {
        var client = ApiClient.current();
        var scopes =
                client.scopes().stream().map(Scope::fromValue).collect(Collectors.toCollection(LinkedHashSet::new));
        return new AccountResponse(
                new Account(client.organizationId(), client.organizationName(), client.plan(), scopes), meta.current());
    }
}
