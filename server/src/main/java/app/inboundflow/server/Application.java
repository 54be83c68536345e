package app.inboundflow.server;

import io.micronaut.runtime.Micronaut;

/** Entry point. */
public final class Application {
    private Application() {}

    public static void main(String[] arguments) {
        Micronaut.run(Application.class, arguments);
    }
}
