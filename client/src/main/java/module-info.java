/** The InboundFlow API for Java. The static modules hold annotations that users of it do not need. */
module app.inboundflow.client {
    requires transitive java.net.http;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires static com.google.errorprone.annotations;
    requires static jakarta.annotation;
    requires static org.jspecify;

    exports app.inboundflow.client;
    exports app.inboundflow.client.model;

    // Jackson makes the writer of enums by its annotation.
    opens app.inboundflow.client.internal to
            com.fasterxml.jackson.databind;
    // And reads and writes marks, which are records of no concern to anybody else.
    opens app.inboundflow.client to
            com.fasterxml.jackson.databind;
}
