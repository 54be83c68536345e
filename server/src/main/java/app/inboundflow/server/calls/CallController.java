package app.inboundflow.server.calls;

import app.inboundflow.server.api.CallsApi;
import app.inboundflow.server.api.model.CallList;
import app.inboundflow.server.api.model.CallResponse;
import app.inboundflow.server.api.model.CallStatus;
import app.inboundflow.server.auth.ApiClient;
import app.inboundflow.server.http.ResponseMeta;
import app.inboundflow.server.problem.Problems;
import io.micronaut.http.annotation.Controller;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers for calls. */
@Controller
class CallController implements CallsApi {
    private final CallRepository calls;
    private final ResponseMeta meta;

    CallController(CallRepository calls, ResponseMeta meta) {
        this.calls = calls;
        this.meta = meta;
    }

    @Override
    public CallList listCalls(
            Integer limit,
            @Nullable String cursor,
            @Nullable OffsetDateTime since,
            @Nullable CallStatus status,
            @Nullable String phone) {
        var page = calls.list(ApiClient.current().organizationId(), limit, cursor, since, status, phone);
        return new CallList(page.items(), page.hasMore(), page.nextCursor(), meta.current());
    }

    @Override
    public CallResponse getCall(UUID callId) {
        return calls.find(ApiClient.current().organizationId(), callId)
                .map(call -> new CallResponse(call, meta.current()))
                .orElseThrow(() -> Problems.notFound("call"));
    }
}
