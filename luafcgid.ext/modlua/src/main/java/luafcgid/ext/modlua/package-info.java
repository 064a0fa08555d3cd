/** Scripts that are written for mod_lua of Apache's httpd. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.modlua;
