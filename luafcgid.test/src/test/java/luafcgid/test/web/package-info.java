/** Drives the assembled distribution through every web server that speaks FastCGI: the same scenarios behind each. */
@org.jspecify.annotations.NullMarked
package luafcgid.test.web;
