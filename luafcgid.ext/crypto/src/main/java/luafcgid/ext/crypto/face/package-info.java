/** What scripts see: the module {@code crypto}, and what all modules need to speak with Lua. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.crypto.face;
