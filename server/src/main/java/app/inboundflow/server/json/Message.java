package app.inboundflow.server.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of a message. The generator cannot make a class that keeps properties it does not know, so
 * messages travel as JSON and only their documented part is held to these bounds; a test compares them with the contract.
 *
 * @param role who spoke, an open set
 * @param content what was said
 * @param time when it was said; null when the voice platform did not record it
 */
@Introspected
public record Message(
        @JsonProperty("role") @JsonInclude(JsonInclude.Include.ALWAYS) @NotNull @Size(min = 1, max = 100) String role,

        @JsonProperty("content") @JsonInclude(JsonInclude.Include.ALWAYS) @NotNull @Size(max = 100000) String content,

        @JsonProperty("time") @Nullable OffsetDateTime time) {}
