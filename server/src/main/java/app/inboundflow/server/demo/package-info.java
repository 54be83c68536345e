/** Dave Auto Shop, the organization that the {@code demo} command shows: a script as a resource, and its staging. */
@NullMarked
package app.inboundflow.server.demo;

import org.jspecify.annotations.NullMarked;
