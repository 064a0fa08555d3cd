package luafcgid.daemon.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import luafcgid.daemon.deploy.DeployException.Kind;

/** A framework that does as it is told and writes down what it was asked for. */
final class FakePlatform implements Platform {
    final List<String> calls = new ArrayList<>();
    final List<FakeUnit> installed = new ArrayList<>();
    private final Map<String, DeployException> faults = new HashMap<>();
    boolean drains = true;
    private long count;

    /** Has starts of the bundle fail. */
    void fault(String name, Kind kind, String reason) {
        faults.put(name, new DeployException(kind, reason));
    }

    void noFault(String name) {
        faults.remove(name);
    }

    /** Names of what is installed, those that run with a star. */
    List<String> state() {
        return installed.stream()
                .map(unit -> unit.pack.name() + "#" + unit.id + (unit.active ? "*" : ""))
                .toList();
    }

    @Override
    public Unit install(String location, Pack pack) {
        FakeUnit unit = new FakeUnit(++count, pack);
        calls.add("install " + unit);
        installed.add(unit);
        return unit;
    }

    @Override
    public void replace(Unit old, Unit successor) {
        calls.add("replace " + old + " by " + successor);
    }

    @Override
    public boolean retire(Unit unit, Duration wait) {
        calls.add((wait.isZero() ? "retire " : "drain ") + unit);
        return drains;
    }

    /** A bundle of it. */
    final class FakeUnit implements Unit {
        private final long id;
        private final Pack pack;
        private boolean active;

        FakeUnit(long id, Pack pack) {
            this.id = id;
            this.pack = pack;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public Pack pack() {
            return pack;
        }

        @Override
        public boolean isActive() {
            return active;
        }

        @Override
        public void start() throws DeployException {
            DeployException fault = faults.get(pack.name() + " " + pack.version());
            fault = fault == null ? faults.get(pack.name()) : fault;
            calls.add("start " + this);
            if (fault != null) {
                throw fault;
            }
            active = true;
        }

        @Override
        public List<String> modules() {
            return List.of(pack.name());
        }

        @Override
        public List<String> hidden() {
            return List.of();
        }

        @Override
        public void uninstall() {
            calls.add("uninstall " + this);
            installed.remove(this);
        }

        @Override
        public String toString() {
            return pack.name() + "#" + id;
        }
    }
}
