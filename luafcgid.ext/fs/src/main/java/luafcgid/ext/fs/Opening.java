package luafcgid.ext.fs;

import java.io.IOException;
import java.util.Locale;

/** Something that a script opens and ought to close. */
abstract class Opening {
    /** Closes it; does nothing the second time. */
    abstract void close() throws IOException;

    /** What {@code tostring} says. */
    @Override
    public final String toString() {
        return String.format(Locale.ROOT, "userdata: 0x%08x", System.identityHashCode(this));
    }
}
