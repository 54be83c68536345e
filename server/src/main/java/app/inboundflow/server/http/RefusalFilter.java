package app.inboundflow.server.http;

import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.problem.ProblemType;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.web.router.RouteAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that break a rule of HTTP. It stands behind authentication, so that under {@code /v1} they are counted
 * like any other request, and need a key.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class RefusalFilter implements Ordered {
    /** These say what an operation takes or answers with, so there must be one. */
    private static final Set<ProblemType> OF_OPERATIONS =
            Set.of(ProblemType.NOT_ACCEPTABLE, ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.PAYLOAD_TOO_LARGE);

    private final AnswerObservers observers;
    private final ProblemRenderer problems;

    RefusalFilter(AnswerObservers observers, ProblemRenderer problems) {
        this.observers = observers;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after() - 1;
    }

    /** Puts the request's id into the log. */
    @PreMatching
    @RequestFilter
    void note(HttpRequest<?> request, MutablePropagatedContext context) {
        observers.begin(request);
        context.add(LoggedRequest.of(request));
    }

    /** Answers by itself: for an exception the framework looks through all its beans. */
    @RequestFilter
    @Nullable HttpResponse<?> refuse(HttpRequest<?> request) {
        if (CheckedRequest.of(request).map(CheckedRequest::refusal).orElse(null) instanceof ProblemException refusal
                && (!OF_OPERATIONS.contains(refusal.type())
                        || RouteAttributes.getRouteMatch(request).isPresent())) {
            return problems.render(request, HttpResponse.ok(), refusal);
        }
        return null;
    }
}
