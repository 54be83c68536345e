package app.inboundflow.client;

import app.inboundflow.client.internal.UnknownTexts;
import java.util.List;
import java.util.Map;

/**
 * The texts of values that a model has no value for. An enum value that is newer than this jar reads as the constant
 * {@code UNKNOWN}; what a field cannot hold, such as a date that is none, reads as null. The text of both is kept beside the model
 * for as long as the model lives, and Jackson writes an {@code UNKNOWN} as the text that it was.
 */
public final class UnknownValues {
    private UnknownValues() {}

    /**
     * The texts of a model's unknown values, by the name of the JSON property: {@code {status=[archived]}}; empty when there are
     * none.
     *
     * @param model a model that a client read, such as a call; not a copy of it
     * @return property names and the texts of their values, in their order
     */
    public static Map<String, List<String>> of(Object model) {
        return UnknownTexts.of(model);
    }
}
