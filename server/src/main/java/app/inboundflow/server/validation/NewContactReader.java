package app.inboundflow.server.validation;

import app.inboundflow.server.api.model.NewContact;
import io.micronaut.core.io.buffer.ByteBuffer;
import io.micronaut.core.io.buffer.ReferenceCounted;
import io.micronaut.core.type.Argument;
import io.micronaut.core.type.Headers;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.body.TypedMessageBodyReader;
import io.micronaut.http.codec.CodecException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body of createContact, the only request body of the contract. */
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
class NewContactReader implements TypedMessageBodyReader<NewContact> {
    private final StrictJson json;

    NewContactReader(StrictJson json) {
        this.json = json;
    }

    @Override
    public Argument<NewContact> getType() {
        return Argument.of(NewContact.class);
    }

    @Override
    public NewContact read(Argument<NewContact> type, MediaType mediaType, Headers headers, ByteBuffer<?> body) {
        var contact = json.read(body.toByteArray(), NewContact.class);
        // After a failure the framework does so itself.
        if (body instanceof ReferenceCounted counted) {
            counted.release();
        }
        return contact;
    }

    @Override
    public NewContact read(Argument<NewContact> type, MediaType mediaType, Headers headers, InputStream body) {
        try (body) {
            return json.read(body.readAllBytes(), NewContact.class);
        } catch (IOException broken) {
            throw new CodecException("the request body ended early", broken);
        }
    }
}
