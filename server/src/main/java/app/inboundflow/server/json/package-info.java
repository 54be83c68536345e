/** Writes JSON: the documents of answers, and rows of the database as they stand in them. */
@NullMarked
package app.inboundflow.server.json;

import org.jspecify.annotations.NullMarked;
