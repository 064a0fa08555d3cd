package luafcgid.daemon.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import luafcgid.protocol.Front;

/** Whether the daemon serves as it is configured: what is there against what should be. */
record Readiness(List<Expected> expected, List<Present> present, boolean responder, Optional<String> broken) {
    /** A front that is configured. */
    record Expected(String pid, String address) {
        @Override
        public String toString() {
            return pid + " (" + address + ")";
        }
    }

    /** A front that tried to serve; its configuration's name, where it tells. */
    record Present(Optional<String> pid, Front front) {}

    Readiness {
        expected = List.copyOf(expected);
        present = List.copyOf(present);
    }

    /** Why the daemon will not serve as configured, where a front has said so or a component is broken. */
    Optional<String> failure() {
        return present.stream()
                .flatMap(p -> p.front.failure().stream())
                .sorted()
                .findFirst()
                .or(() -> broken);
    }

    boolean isReady() {
        return responder && !expected.isEmpty() && serving().size() >= expected.size();
    }

    /** Where requests are served, in the order in which to name them. */
    List<String> serving() {
        return present.stream()
                .filter(p -> p.front.failure().isEmpty())
                .map(p -> p.front.address())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** What keeps the daemon from being ready. */
    String missing() {
        List<String> missing = new ArrayList<>();
        if (expected.isEmpty()) {
            missing.add("no address is configured: add conf/luafcgid.protocol.Listener-main.config or use --listen");
        } else if (serving().size() < expected.size()) {
            String fronts = expected.stream()
                    .filter(e -> present.stream()
                            .noneMatch(p -> p.pid.filter(e.pid::equals).isPresent()))
                    .map(Expected::toString)
                    .collect(Collectors.joining(", "));
            missing.add("not served: " + fronts);
        }
        if (!responder) {
            missing.add("nothing answers requests: the service luafcgid.protocol.Responder is missing");
        }
        return String.join("; ", missing);
    }
}
