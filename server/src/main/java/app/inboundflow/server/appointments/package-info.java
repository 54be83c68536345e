@NullMarked
package app.inboundflow.server.appointments;

import org.jspecify.annotations.NullMarked;
