package app.inboundflow.server.demo;

import app.inboundflow.server.api.model.CallDetail;
import java.time.Instant;

/** A lead before it is known what became of it. */
record Prospect(String urgency, String interest, String reason, CallDetail call, Instant at) {}
