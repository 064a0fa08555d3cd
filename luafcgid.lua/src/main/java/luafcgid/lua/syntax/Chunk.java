package luafcgid.lua.syntax;

import luafcgid.lua.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * A parsed chunk.
 *
 * @param name        as {@code load} was given it: {@code @file}, {@code =name} or the source itself
 * @param dialect     the version of Lua that it was parsed as
 * @param main        takes {@code ...}
 * @param environment the variable {@code _ENV} around the main function, where the chunk mentions {@code _ENV} itself; every global is
 *                    then an {@link Expression.Index} of a variable. Null where it does not: globals are {@link Expression.Global}s.
 *                    It is the first upvalue of the main function; the function that owns it is not one of the chunk
 * @param reflective  whether the text contains a name by which a function could reach another function's variables or environment
 *                    ({@code debug}, {@code setfenv}, {@code getfenv}, {@code module}); code that does not is free to keep them where it likes
 */
public record Chunk(String name, Dialect dialect, FunctionBody main, @Nullable Local environment, boolean reflective) {}
