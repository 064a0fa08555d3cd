/** The HTML that the front itself writes. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.web.page;
