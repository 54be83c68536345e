package app.inboundflow.server.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** What Java does not tell of the terminal. */
final class Terminal {
    private static final int STANDARD_ERROR = 2;

    private Terminal() {}

    /** Whether somebody watches standard error; {@link System#console()} knows only about the other two. */
    @SuppressWarnings("restricted") // the one native call of ours: the C library's isatty
    static boolean isStandardError() {
        var linker = Linker.nativeLinker();
        var isatty = linker.defaultLookup().find("isatty");
        if (isatty.isEmpty()) {
            return false;
        }
        try {
            var call = linker.downcallHandle(
                    isatty.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            return (int) call.invokeExact(STANDARD_ERROR) == 1;
        } catch (Throwable unknown) {
            return false;
        }
    }
}
