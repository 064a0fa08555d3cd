package luafcgid.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The bundles of Felix's properties {@code felix.auto.install.N} and {@code felix.auto.start.N}. */
record AutoStart(List<Entry> entries) {
    private static final Pattern NAME = Pattern.compile("felix\\.auto\\.(install|start)\\.(\\d+)");
    private static final Pattern LOCATION = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** One bundle: where its jar is, its start level, and whether it is started. */
    record Entry(String location, int level, boolean start) {}

    AutoStart {
        entries = List.copyOf(entries);
    }

    static AutoStart of(Map<String, String> properties) {
        List<Entry> entries = new ArrayList<>();
        new TreeMap<>(properties).forEach((name, value) -> {
            Matcher property = NAME.matcher(name);
            if (property.matches()) {
                Matcher location = LOCATION.matcher(value);
                while (location.find()) {
                    String each = location.group(1) == null ? location.group(2) : location.group(1);
                    entries.add(new Entry(
                            each,
                            Integer.parseInt(property.group(2)),
                            property.group(1).equals("start")));
                }
            }
        });
        return new AutoStart(entries);
    }

    /** Installs all, so that each finds what it imports, and marks them as to be started at their level. */
    void apply(BundleContext context) throws Failure {
        List<Bundle> started = new ArrayList<>();
        for (Entry entry : entries) {
            try {
                Bundle bundle = context.installBundle(entry.location());
                bundle.adapt(BundleStartLevel.class).setStartLevel(entry.level());
                if (entry.start() && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                    started.add(bundle);
                }
            } catch (BundleException e) {
                throw new Failure(
                        Exit.FAILED,
                        "bundle " + entry.location() + " cannot be installed (" + Osgi.innermost(e)
                                + "); build or unpack the distribution again");
            }
        }
        for (Bundle bundle : started) {
            try {
                bundle.start();
            } catch (BundleException e) {
                throw new Failure(
                        Exit.FAILED,
                        "bundle " + bundle.getSymbolicName() + " does not start (" + Osgi.innermost(e)
                                + "); build or unpack the distribution again");
            }
        }
    }
}
