package luafcgid.daemon.deploy;

/**
 * A service that is there from the moment when all that lay in {@code ext/} at the start is installed, found to be faulty, or has taken too
 * long: no request is served before, lest it miss a library.
 */
public final class Deployed {
    Deployed() {}
}
