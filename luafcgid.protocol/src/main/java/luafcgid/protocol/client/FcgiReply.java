package luafcgid.protocol.client;

import luafcgid.protocol.ProtocolStatus;

/**
 * What an application answered.
 *
 * @param stdout    header block, empty line, body; every byte is one character (ISO-8859-1)
 * @param stderr    for the web server's error log, likewise
 * @param appStatus the exit status that a CGI program would give
 */
public record FcgiReply(String stdout, String stderr, int appStatus, ProtocolStatus protocolStatus) {}
