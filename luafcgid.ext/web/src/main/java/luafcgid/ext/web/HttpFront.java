package luafcgid.ext.web;

import java.util.Optional;
import luafcgid.protocol.Front;

/** What came of an attempt to serve. */
record HttpFront(String address, Optional<String> failure) implements Front {
    static HttpFront serving(String address) {
        return new HttpFront(address, Optional.empty());
    }

    static HttpFront failed(String address, String why) {
        return new HttpFront(address, Optional.of(why));
    }
}
