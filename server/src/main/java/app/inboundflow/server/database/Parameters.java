package app.inboundflow.server.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values for the parameters of a statement, by name: {@code Parameters.of("id", id).and("phone", phone)}. */
public final class Parameters {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Parameters() {}

    /** No parameters. */
    public static Parameters none() {
        return new Parameters();
    }

    /** The first parameter; see {@link #and}. */
    public static Parameters of(String name, @Nullable Object value) {
        return none().and(name, value);
    }

    /**
     * Adds a parameter.
     *
     * @param value null leaves an optional line out and is NULL elsewhere; a value of one of the contract's enums is the text
     *     that the contract has for it
     * @return these parameters
     * @throws IllegalArgumentException when there is one of this name already
     */
    public Parameters and(String name, @Nullable Object value) {
        if (values.containsKey(name)) {
            throw new IllegalArgumentException("The parameter " + name + " is given twice.");
        }
        // The text of a generated enum is its wire text, which is also what is stored.
        values.put(name, value instanceof Enum<?> constant ? constant.toString() : value);
        return this;
    }

    /** The same parameters, to which others can be added. */
    public Parameters copy() {
        var copy = none();
        copy.values.putAll(values);
        return copy;
    }

    /** The names in the order in which they were added. */
    public Set<String> names() {
        return values.keySet();
    }

    /** The value of a parameter; null when it is null or there is none of this name. */
    public @Nullable Object get(String name) {
        return values.get(name);
    }
}
