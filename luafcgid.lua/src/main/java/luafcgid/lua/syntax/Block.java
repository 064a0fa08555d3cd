package luafcgid.lua.syntax;

import java.util.List;

/**
 * Statements with a scope of their own.
 *
 * @param statements in order
 * @param end        the line of what ends it
 */
public record Block(List<Statement> statements, int end) {}
