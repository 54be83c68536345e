package app.inboundflow.client;

import app.inboundflow.client.internal.LenientModels;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

/** How bodies become models. */
final class Json {
    // Messages hold whatever the voice platform stored, so Jackson's limits for numbers and texts could make a call
    // unreadable.
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNumberLength(1_000_000)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNestingDepth(10_000)
            .build();

    static final ObjectMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .addModule(new JavaTimeModule())
            .addModule(LenientModels.module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    private Json() {}

    static <T> @Nullable T read(String json, Class<T> type) throws JsonProcessingException {
        return MAPPER.readerFor(type).withAttribute(LenientModels.JSON, json).readValue(json);
    }

    /** What is wrong with a body, without a character of it. */
    static String describe(JsonProcessingException unreadable) {
        var place = unreadable.getLocation();
        return (unreadable instanceof StreamReadException ? "not JSON" : "not the documented shape")
                + (place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr());
    }
}
