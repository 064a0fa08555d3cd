/** CGI's two halves (RFC 3875): the variables that a script is given, and the header block that it answers with. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.web.cgi;
