package luafcgid.daemon.admin;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** The daemon's own components that refused to start, most often over a value of their configuration. */
public record FailedComponents(ServiceComponentRuntime runtime) {
    /** Why the first of them did, in a line. */
    public Optional<String> first() {
        return explanations()
                .min(Comparator.comparing(FailedComponents::isConsequence).thenComparing(Comparator.naturalOrder()));
    }

    /** As {@link #first}, but of those that failed by themselves: what needs one may be seen to have failed before it is. */
    public Optional<String> firstCause() {
        return explanations().filter(explanation -> !isConsequence(explanation)).min(Comparator.naturalOrder());
    }

    private Stream<String> explanations() {
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> isNeeded(component.name))
                .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream())
                .filter(component -> component.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(FailedComponents::explain);
    }

    /** What needs a component that failed fails too, and has less to tell. */
    private static boolean isConsequence(String explanation) {
        return explanation.contains("Unable to get service for reference");
    }

    /** The daemon serves without an extension, but not without the front that it is asked for. */
    private static boolean isNeeded(String name) {
        return name.startsWith("luafcgid.")
                && (!name.startsWith("luafcgid.ext.") || name.equals(ConfiguredFronts.HTTP));
    }

    private static String explain(ComponentConfigurationDTO component) {
        Object pid = component.properties.get("service.pid");
        String name = pid == null ? component.description.name : pid.toString();
        String cause = rootCause(component.failure);
        return cause.startsWith(name + ":") ? cause : name + ": " + cause;
    }

    /** A failure is a stack trace; its last cause is what the component said. */
    public static String rootCause(String trace) {
        String cause = trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .map(line -> line.substring("Caused by: ".length()))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> trace.lines().findFirst().orElse("failed"));
        String wrong = IllegalArgumentException.class.getName() + ": ";
        return cause.startsWith(wrong) ? cause.substring(wrong.length()) : cause;
    }
}
