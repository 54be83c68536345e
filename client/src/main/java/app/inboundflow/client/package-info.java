/** The face. */
@org.jspecify.annotations.NullMarked
package app.inboundflow.client;
