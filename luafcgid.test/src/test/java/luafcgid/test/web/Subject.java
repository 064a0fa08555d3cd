package luafcgid.test.web;

import java.util.List;

/** What the contracts are checked against. */
interface Subject {
    /** The ways that the web server is tried over. */
    List<Way> ways();

    /** The one that the tests share. */
    Stage stage();

    /** Another one, for a test that needs a daemon of its own. */
    Stage stage(List<Way> ways, String... options) throws Exception;
}
