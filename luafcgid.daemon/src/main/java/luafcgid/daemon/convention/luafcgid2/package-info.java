/** The convention of luafcgid2: {@code main()}, and global functions for all that it answers with. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.convention.luafcgid2;
