/** From the bytes of a chunk to its tokens. */
@org.jspecify.annotations.NullMarked
package luafcgid.lua.syntax.lexer;
