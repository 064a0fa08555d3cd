/** Cookies: what a client sent, and what it is told to keep. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.form.cookie;
