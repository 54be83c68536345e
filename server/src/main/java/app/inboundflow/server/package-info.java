/** The entry point, and what every room may use: SHA-256 and the causes of an exception. */
@NullMarked
package app.inboundflow.server;

import org.jspecify.annotations.NullMarked;
