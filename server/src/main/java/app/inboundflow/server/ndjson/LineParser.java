package app.inboundflow.server.ndjson;

import app.inboundflow.server.api.model.CallDetail;
import app.inboundflow.server.api.model.FieldError;
import app.inboundflow.server.api.model.FieldErrorIn;
import app.inboundflow.server.ndjson.NdjsonReader.Block;
import app.inboundflow.server.problem.ProblemException;
import app.inboundflow.server.validation.StrictJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes rows for COPY of lines, and holds each to the contract. Any number of threads may use it at once. */
final class LineParser {
    private static final FieldError TOO_LONG = new FieldError(
            "", FieldErrorIn.BODY, "too_long", "must have at most " + NdjsonReader.LONGEST + " bytes (16 MiB)");

    private final StrictJson json;
    private final RowFormat format;

    LineParser(StrictJson json, RowFormat format) {
        this.json = json;
        this.format = format;
    }

    /** Writes what a line says as rows of COPY's binary format. */
    @FunctionalInterface
    interface RowFormat {
        /**
         * Writes a line.
         *
         * @param document what it says, which fits the contract
         * @param position where it is
         * @param rows for a table of the resource
         * @param messages for the table of messages, if they are stored apart
         */
        void write(
                Resource resource, JsonNode document, long position, DataOutputStream rows, DataOutputStream messages)
                throws IOException;
    }

    /**
     * What a block of lines is.
     *
     * @param bytes the rows of the good lines
     * @param messages rows of their messages, where these are stored apart
     * @param lines how many lines it has, without the blank ones
     * @param invalid the bad lines; after the last for which there was room nothing was read
     */
    record Rows(ByteArrayOutputStream bytes, ByteArrayOutputStream messages, int lines, InvalidLines invalid) {}

    /** Reads a block whose lines are of one resource. */
    Rows parse(Block block, Resource resource, InvalidLines invalid) throws IOException {
        var bytes = new ByteArrayOutputStream(block.length());
        var messages = new ByteArrayOutputStream();
        var rows = new DataOutputStream(bytes);
        var rowsOfMessages = new DataOutputStream(messages);
        var lines = 0;
        var position = block.first();
        for (var next = 0; next < block.length() && !invalid.isFull(); position++) {
            var end = lineFeed(block, next);
            if (end - next > NdjsonReader.LONGEST) {
                lines++;
                invalid.add(InvalidLines.Entry.of(position, List.of(TOO_LONG)));
            } else if (!isBlank(block, next, end)) {
                lines++;
                var line = Arrays.copyOfRange(block.bytes(), next, end);
                try {
                    format.write(resource, document(line, resource), position, rows, rowsOfMessages);
                } catch (ProblemException broken) {
                    id(line).ifPresent(invalid::addId);
                    invalid.add(InvalidLines.Entry.of(position, broken.errors()));
                }
            }
            next = end + 1;
        }
        return new Rows(bytes, messages, lines, invalid);
    }

    private JsonNode document(byte[] line, Resource resource) {
        var document = json.tree(line, resource.model());
        if (resource.model() == CallDetail.class) {
            Messages.requireReadable(document.path("messages"));
            Messages.toUtc(document.path("messages"));
        }
        return document;
    }

    /** The id in a line that is otherwise wrong, if it has one. */
    private static Optional<UUID> id(byte[] line) {
        try {
            var id = StrictJson.tree(line).path("id");
            return id.isTextual() ? Optional.of(UUID.fromString(id.textValue())) : Optional.empty();
        } catch (ProblemException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static int lineFeed(Block block, int from) {
        var i = from;
        while (i < block.length() && block.bytes()[i] != '\n') {
            i++;
        }
        return i;
    }

    private static boolean isBlank(Block block, int from, int to) {
        for (var i = from; i < to; i++) {
            var character = block.bytes()[i];
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }
}
