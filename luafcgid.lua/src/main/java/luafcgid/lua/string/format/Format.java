package luafcgid.lua.string.format;

/**
 * A format, read once. Immutable.
 *
 * @param directives its conversions
 * @param rest       what stands behind the last
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Format(Directive[] directives, byte[] rest) {}
