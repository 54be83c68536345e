/** Not for use outside of this jar. */
@NullMarked
package app.inboundflow.client.internal;

import org.jspecify.annotations.NullMarked;
