/** The form of one request, read within limits into the tables that a script gets. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.form.request;
