package luafcgid.daemon.exchange;

import luafcgid.lua.ScriptException;

/**
 * How a script failed before anything of its response was sent.
 *
 * @param showErrors what the request's settings said of error pages
 * @param answered   whether there is an answer all the same
 */
public record Failure(ScriptException reason, boolean showErrors, boolean answered) {}
