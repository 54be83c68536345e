/** The InboundFlow API for Java; the annotations that the static modules hold are needed by nobody who uses it. */
module app.inboundflow.client {
    requires transitive java.net.http;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires static jakarta.annotation;
    requires static org.jspecify;

    exports app.inboundflow.client;
    exports app.inboundflow.client.model;
}
