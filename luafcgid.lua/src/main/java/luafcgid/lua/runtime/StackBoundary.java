package luafcgid.lua.runtime;

/** A class whose methods' frames end a walk of the stack: Lua began there, or a coroutine did. */
public interface StackBoundary {}
