/** What lies below the served folder: which resource a path names, and what is told about it. Knows no HTTP connection. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.web.files;
