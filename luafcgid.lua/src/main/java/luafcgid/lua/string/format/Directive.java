package luafcgid.lua.string.format;

import luafcgid.lua.number.Conversion;
import org.jspecify.annotations.Nullable;

/**
 * A conversion in a format.
 *
 * @param literal    what stands before it
 * @param conversion what it does; its letter may be one that C does not know, too
 * @param problem    why it cannot be done, found out by who gets here
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Directive(byte[] literal, Conversion conversion, @Nullable String problem) {}
