/** The {@code debug} library, and what it shares with the functions of 5.1 for environments. */
@NullMarked
package luafcgid.lua.lib.debug;

import org.jspecify.annotations.NullMarked;
