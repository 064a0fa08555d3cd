/** {@code require}, and where it finds modules. */
@NullMarked
package luafcgid.lua.lib.modules;

import org.jspecify.annotations.NullMarked;
