/** Holds a deployment of the API against openapi.yaml: the form of every answer, and what the answers mean together. */
@NullMarked
package app.inboundflow.check;

import org.jspecify.annotations.NullMarked;
