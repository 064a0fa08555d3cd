/** The modules {@code form} and {@code multipart} as scripts see them. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.form;
