/** The InboundFlow API for Java: start with {@link app.inboundflow.client.InboundFlowClient}. */
@NullMarked
package app.inboundflow.client;

import org.jspecify.annotations.NullMarked;
