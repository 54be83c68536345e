package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.api.model.Message;
import app.inboundflow.server.time.Timestamps;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.json.tree.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the properties of a generated model are called, which must be there, and what JSON each takes. */
final class ModelShape {

    private static final ClassValue<ModelShape> SHAPES = new ClassValue<>() {
        @Override
        protected ModelShape computeValue(Class<?> model) {
            return new ModelShape(model);
        }
    };

    private final Map<String, BeanProperty<?, Object>> properties = new LinkedHashMap<>();
    private final boolean open;

    private ModelShape(Class<?> model) {
        // The contract leaves one model open: whatever a voice platform stored in a message is kept.
        this.open = Map.class.isAssignableFrom(model);
        for (var property : BeanIntrospection.getIntrospection(model).getBeanProperties()) {
            property.stringValue(JsonProperty.class).ifPresent(name -> put(name, property));
        }
    }

    /** The shape of a model. */
    static ModelShape of(Class<?> model) {
        return SHAPES.get(model);
    }

    @SuppressWarnings("unchecked") // only its metadata is read
    private void put(String name, BeanProperty<?, ?> property) {
        properties.put(name, (BeanProperty<?, Object>) property);
    }

    /** Adds to {@code errors} whatever is wrong with a document, under the path of the property it is the value of. */
    void check(JsonNode document, String path, List<FieldError> errors) {
        if (!document.isObject()) {
            errors.add(error(path, "invalid_type", "must be a JSON object"));
            return;
        }
        document.entries().forEach(entry -> {
            if (!open && !properties.containsKey(entry.getKey())) {
                errors.add(error(
                        at(path, entry.getKey()),
                        "unknown",
                        "is not a property here; these are: " + String.join(", ", properties.keySet())));
            }
        });
        properties.forEach((name, property) -> {
            var value = document.get(name);
            if (value != null) {
                checkValue(value, property, at(path, name), errors);
            } else if (isRequired(property)) {
                errors.add(error(at(path, name), "required", "is required"));
            }
        });
        if (open) {
            checkText(document, path, errors);
        }
    }

    private void checkValue(JsonNode value, BeanProperty<?, Object> property, String path, List<FieldError> errors) {
        var type = property.getType();
        if (value.isNull()) {
            if (property.hasAnnotation(NotNull.class)) {
                errors.add(error(path, "required", "must not be null"));
            }
        } else if (List.class.isAssignableFrom(type) && value.isArray()) {
            var messages = ModelShape.of(Message.class);
            for (var i = 0; i < value.size(); i++) {
                messages.check(value.get(i), path + "[" + i + "]", errors);
            }
        } else if (!fits(value, type)) {
            var rule = FieldErrors.type(type);
            errors.add(error(path, rule.code(), rule.message()));
        } else {
            checkText(value, path, errors);
        }
    }

    private static boolean fits(JsonNode value, Class<?> type) {
        if (type == Integer.class) {
            return value.isNumber() && isInt(value.getBigDecimalValue());
        }
        if (!value.isString()) {
            return false;
        }
        var text = value.getStringValue();
        if (type.isEnum() || type == UUID.class) {
            return ValueFormat.fits(text, type);
        }
        if (type == OffsetDateTime.class) {
            return Timestamps.parseStorable(text).isPresent();
        }
        return type == LocalDate.class ? isDate(text) : type == String.class;
    }

    private static boolean isInt(java.math.BigDecimal number) {
        try {
            number.intValueExact();
            return true;
        } catch (ArithmeticException notAnInt) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            // LocalDate alone takes years of more than four digits; the year 0 cannot be read from PostgreSQL.
            return LocalDate.parse(text).getYear() > 0 && text.length() == 10;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }

    /** No text anywhere may hold what PostgreSQL or UTF-8 cannot. */
    private static void checkText(JsonNode value, String path, List<FieldError> errors) {
        if (value.isString()) {
            if (!isText(value.getStringValue())) {
                errors.add(error(path, "invalid_format", FieldErrors.TEXT_RULE));
            }
        } else if (value.isArray()) {
            for (var i = 0; i < value.size(); i++) {
                checkText(value.get(i), path + "[" + i + "]", errors);
            }
        } else if (value.isObject()) {
            value.entries().forEach(entry -> {
                if (!isText(entry.getKey())) {
                    errors.add(error(path, "invalid_format", FieldErrors.TEXT_RULE));
                }
                checkText(entry.getValue(), at(path, entry.getKey()), errors);
            });
        }
    }

    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(character ->
                        character == 0 || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static boolean isRequired(BeanProperty<?, Object> property) {
        return property.enumValue(JsonInclude.class, JsonInclude.Include.class)
                .filter(JsonInclude.Include.ALWAYS::equals)
                .isPresent();
    }

    private static String at(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static FieldError error(String path, String code, String message) {
        return new FieldError(path, FieldErrorIn.BODY, code, message);
    }
}
