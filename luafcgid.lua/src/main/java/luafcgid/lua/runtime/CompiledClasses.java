package luafcgid.lua.runtime;

import org.jspecify.annotations.Nullable;

/** A class loader of generated classes: knows what function each was made of. */
public interface CompiledClasses {
    /** The function that the class was generated for; null for any other class. Any thread. */
    @Nullable
    FunctionInfo functionOf(Class<?> generated);

    /** The function of a class as a binary chunk, for {@code string.dump}. Any thread. */
    byte[] dump(Class<?> generated);
}
