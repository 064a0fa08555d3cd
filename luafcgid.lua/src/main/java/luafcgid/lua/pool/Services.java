package luafcgid.lua.pool;

import luafcgid.lua.code.CodeCache;
import luafcgid.lua.ext.ExtensionRegistry;
import luafcgid.lua.limits.Guard;

/** What the pool hands to its states. */
record Services(CodeCache code, ExtensionRegistry extensions, Guard guard) {}
