@NullMarked
package app.inboundflow.server.database;

import org.jspecify.annotations.NullMarked;
