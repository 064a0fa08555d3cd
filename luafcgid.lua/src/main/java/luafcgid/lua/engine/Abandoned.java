package luafcgid.lua.engine;

/**
 * A thread that did not stop when it was told to.
 *
 * @param thread      which is stuck
 * @param replaceable whether it is a worker; else it reads and writes for others too
 * @param answer      answers its request without it
 */
public record Abandoned(Thread thread, boolean replaceable, Runnable answer) {}
