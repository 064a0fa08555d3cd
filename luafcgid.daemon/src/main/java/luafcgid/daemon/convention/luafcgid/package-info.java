/** The convention of luafcgid: {@code main(env, con)}, and its helper module. */
@org.jspecify.annotations.NullMarked
package luafcgid.daemon.convention.luafcgid;
