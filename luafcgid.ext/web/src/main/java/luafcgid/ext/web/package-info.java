/** An HTTP/1.1 front for development: files of a folder, and its scripts through the daemon's responder. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.web;
