package luafcgid.lua.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A function as it stands in the source; the main chunk is one too. Complete when its chunk is parsed. */
public final class FunctionBody {
    private final @Nullable FunctionBody parent;
    private final int line;
    private final List<Local> parameters = new ArrayList<>();
    private final List<Local> upvalues = new ArrayList<>();
    private int environmentIndex = -1;
    private boolean vararg;
    private @Nullable Local arg;
    private int lastLine;
    private @Nullable Block block;

    FunctionBody(@Nullable FunctionBody parent, int line) {
        this.parent = parent;
        this.line = line;
    }

    /** The function around it; null for a main chunk. */
    public @Nullable FunctionBody parent() {
        return parent;
    }

    /** The line of {@code function}; 0 for a main chunk. */
    public int line() {
        return line;
    }

    /** The line of its {@code end}; 0 for a main chunk. */
    public int lastLine() {
        return lastLine;
    }

    /** Named parameters, {@code self} included. */
    public List<Local> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    public boolean isVararg() {
        return vararg;
    }

    /** In 5.1, the local {@code arg} of a vararg function (not of a main chunk) that does not use {@code ...} itself. */
    public @Nullable Local arg() {
        return arg;
    }

    /** Variables of functions around this one that it or a function within it uses, in order of first use. */
    public List<Local> upvalues() {
        return Collections.unmodifiableList(upvalues);
    }

    /**
     * From 5.2 on, how many {@link #upvalues} come before {@code _ENV} as {@code debug.getupvalue} counts, where the function has it
     * without its chunk mentioning it; -1 where it has not.
     */
    public int environmentIndex() {
        return environmentIndex;
    }

    public Block block() {
        return Objects.requireNonNull(block, "parsed");
    }

    void addParameter(Local local) {
        parameters.add(local);
    }

    void addUpvalue(Local local) {
        upvalues.add(local);
    }

    void useEnvironment() {
        if (environmentIndex < 0) {
            environmentIndex = upvalues.size();
        }
    }

    void vararg(boolean now) {
        vararg = now;
    }

    void arg(@Nullable Local local) {
        arg = local;
    }

    void finish(Block body, int end) {
        block = body;
        lastLine = end;
    }
}
