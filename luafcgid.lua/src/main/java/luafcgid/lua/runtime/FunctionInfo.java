package luafcgid.lua.runtime;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import luafcgid.lua.SourceText;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a compiled function, for messages, tracebacks and {@code debug.getinfo}. Immutable.
 *
 * @param source      the chunk's name, as {@code load} was given it
 * @param text        what the chunk was compiled from
 * @param line        the line of {@code function}; 0 for a main chunk
 * @param lastLine    the line of its {@code end}
 * @param parameters  names, in order
 * @param vararg      whether it takes more
 * @param upvalues    names, in order
 * @param environmentIndex which of them is the table of the globals, where the chunk does not mention that; -1 for none
 * @param noted      whether {@link ActiveFunctions} know of it while it runs
 * @param activeLines lines that hold code
 * @param sites       by method (its name and descriptor) and the bytecode index of the instruction that calls the runtime or a
 *                    function. A frame of a method without a site at or before its index is a bridge and counts for nothing
 */
public record FunctionInfo(
        String source,
        SourceText text,
        int line,
        int lastLine,
        List<String> parameters,
        boolean vararg,
        List<String> upvalues,
        int environmentIndex,
        boolean noted,
        List<Integer> activeLines,
        Map<String, TreeMap<Integer, Site>> sites) {
    /**
     * As {@link #site(String, int)}.
     *
     * @param descriptor of the method; asked for only where the name does not do, since the JVM takes long to tell
     */
    @Nullable
    Site site(String name, Supplier<String> descriptor, int bytecodeIndex) {
        String only = null;
        int begin = name.length();
        for (String method : sites.keySet()) {
            if (method.startsWith(name) && method.charAt(begin) == '(') {
                if (only != null) {
                    return site(name + descriptor.get(), bytecodeIndex);
                }
                only = method;
            }
        }
        return only == null ? null : site(only, bytecodeIndex);
    }

    /** The operation that a frame executes, a method given as name and descriptor; null where nothing was noted. */
    public @Nullable Site site(String method, int bytecodeIndex) {
        TreeMap<Integer, Site> ofMethod = sites.get(method);
        Map.Entry<Integer, Site> entry = ofMethod == null ? null : ofMethod.floorEntry(bytecodeIndex);
        return entry == null ? null : entry.getValue();
    }
}
