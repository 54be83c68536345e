package app.inboundflow.server.observability;

import io.micronaut.core.util.NativeImageUtils;
import jdk.jfr.FlightRecorder;

/** What Micronaut and Netty write into a recording of Java Flight Recorder: an event for each request, and for each buffer. */
public final class FrameworkEvents {
    private FrameworkEvents() {}

    /**
     * Leaves them out, unless the JVM was started to record ({@code -XX:StartFlightRecording}). To make its first event, Flight
     * Recorder reads the descriptions of all that there are: 50 ms of processor time during the first request, and 6 MB that stay. A
     * recording that is started later has the JVM's own events. Call this before either library is used.
     */
    public static void leaveOutUnlessRecording() {
        if (FlightRecorder.isInitialized()) {
            return;
        }
        System.setProperty("io.netty.jfr.enabled", "false");
        // Micronaut asks only whether it runs as a native image, where events fail. Its class keeps the answer, so the
        // property
        // need not stay for others to see.
        System.setProperty(
                NativeImageUtils.PROPERTY_IMAGE_CODE_KEY, NativeImageUtils.PROPERTY_IMAGE_CODE_VALUE_RUNTIME);
        NativeImageUtils.inImageCode();
        System.clearProperty(NativeImageUtils.PROPERTY_IMAGE_CODE_KEY);
    }
}
