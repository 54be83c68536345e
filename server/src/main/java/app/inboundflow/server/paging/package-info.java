@NullMarked
package app.inboundflow.server.paging;

import org.jspecify.annotations.NullMarked;
