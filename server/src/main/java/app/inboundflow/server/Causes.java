package app.inboundflow.server;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The causes of an exception. */
public final class Causes {
    // A chain can be a ring.
    private static final int LONGEST = 50;

    private Causes() {}

    /** An exception, its cause, the cause of that, and so on; at most 50 of them, none for null. */
    public static Stream<Throwable> of(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(LONGEST);
    }

    /** The first of {@link #of} that has a type. */
    public static <T> Optional<T> find(@Nullable Throwable thrown, Class<T> type) {
        return of(thrown).filter(type::isInstance).map(type::cast).findFirst();
    }
}
