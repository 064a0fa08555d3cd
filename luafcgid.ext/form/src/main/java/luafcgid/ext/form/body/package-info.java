/** What a form's bytes mean: multipart bodies, encoded pairs, header values. Knows no Lua state. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.form.body;
