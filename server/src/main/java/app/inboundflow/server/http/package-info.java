/** What shapes every answer: the id of the request, {@code meta}, {@code HEAD} and {@code Accept}. */
@NullMarked
package app.inboundflow.server.http;

import org.jspecify.annotations.NullMarked;
