/** A client of the InboundFlow API. */
module app.inboundflow.client {
    requires transitive java.net.http;
    requires transitive com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires static jakarta.annotation;
    requires static transitive org.jspecify;

    exports app.inboundflow.client;
    exports app.inboundflow.client.model;
}
