/** A server in memory for tests of programs that use the InboundFlow API. */
module app.inboundflow.client.testing {
    requires transitive app.inboundflow.client;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires jdk.httpserver;
    requires static org.jspecify;

    exports app.inboundflow.client.testing;
}
