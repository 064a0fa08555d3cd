/** Uploaded files, in memory or on the disk, until their request ends. */
@org.jspecify.annotations.NullMarked
package luafcgid.ext.form.upload;
