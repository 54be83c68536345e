package app.inboundflow.server.account;

import app.inboundflow.server.api.model.Account;
import app.inboundflow.server.api.model.Scope;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** A stored organization. */
public record OrganizationRow(UUID id, String name, String plan, OffsetDateTime createdAt) {

    /** As the API shows it to a key with these scopes. */
    Account toApi(List<String> scopes) {
        return new Account(
                id,
                name,
                plan,
                scopes.stream().map(Scope::fromValue).collect(Collectors.toCollection(LinkedHashSet::new)));
    }
}
