package app.inboundflow.server.validation;

import app.inboundflow.server.http.QueryParameters;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.bind.binders.AnnotatedRequestArgumentBinder;
import io.micronaut.http.bind.binders.RequestArgumentBinder;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Gives an operation its query parameters, as {@link Parameter} reads the texts that {@link ParameterFilter} has checked.
 *
 * <p>The framework's own binder would also try to make the status of a call, when none is asked for, of all parameters
 * together. That ends in an exception each time, which nobody sees, and which costs a twentieth of a page.
 */
@Singleton
final class QueryBinder
        implements AnnotatedRequestArgumentBinder<QueryValue, Object>, TypedRequestArgumentBinder<Object> {

    @Override
    public Class<QueryValue> getAnnotationType() {
        return QueryValue.class;
    }

    /** Of any type: the framework prefers a binder that names its type to its own. */
    @Override
    public Argument<Object> argumentType() {
        return Argument.OBJECT_ARGUMENT;
    }

    @Override
    public RequestArgumentBinder<Object> createSpecific(Argument<Object> argument) {
        var metadata = argument.getAnnotationMetadata();
        var name = metadata.stringValue(QueryValue.class).orElseThrow();
        var reader = Parameter.reader(argument.getType());
        BindingResult<Object> absent = metadata.stringValue(Bindable.class, "defaultValue")
                .map(reader)
                .map(QueryBinder::bound)
                .orElse(BindingResult.empty());
        return (context, request) -> {
            var text = QueryParameters.first(request, name);
            return text == null ? absent : bound(reader.apply(text));
        };
    }

    @Override
    public BindingResult<Object> bind(ArgumentConversionContext<Object> context, HttpRequest<?> request) {
        return createSpecific(context.getArgument()).bind(context, request);
    }

    private static BindingResult<Object> bound(Object value) {
        var found = Optional.of(value);
        return () -> found;
    }
}
