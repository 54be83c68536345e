/** Tests without a server: start with {@link app.inboundflow.client.testing.FakeInboundFlow}. */
@NullMarked
package app.inboundflow.client.testing;

import org.jspecify.annotations.NullMarked;
