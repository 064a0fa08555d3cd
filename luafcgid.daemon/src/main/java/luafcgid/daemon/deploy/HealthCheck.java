package luafcgid.daemon.deploy;

import java.util.Arrays;
import java.util.Optional;
import luafcgid.daemon.admin.FailedComponents;
import luafcgid.daemon.deploy.DeployException.Kind;
import luafcgid.lua.Extensions;
import luafcgid.lua.LuaExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Whether a bundle that has started offers what it promises. */
record HealthCheck(BundleContext context, Extensions extensions, ServiceComponentRuntime components) {
    private static final String EXTENSION = LuaExtension.class.getName();

    /** Returns when all is well. */
    void check(Bundle bundle, Pack pack) throws DeployException {
        checkLuaModules(bundle);
        Optional<String> lack = checkComponents(bundle);
        boolean offers = checkServices(bundle);
        if (lack.isPresent()) {
            throw new DeployException(Kind.WAITING, lack.get());
        }
        if (!offers && pack.promises()) {
            throw new DeployException(Kind.BROKEN, "it offers no " + EXTENSION + ", although its manifest says so");
        }
    }

    private void checkLuaModules(Bundle bundle) throws DeployException {
        for (Extensions.Module module : extensions.modules()) {
            if (module.owner().bundle() == bundle.getBundleId() && module.status() == Extensions.Status.FAILED) {
                throw new DeployException(Kind.INCOMPLETE, module.detail());
            }
        }
    }

    /** Yields what a component waits for. */
    private Optional<String> checkComponents(Bundle bundle) throws DeployException {
        Optional<String> lack = Optional.empty();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(bundle)) {
            if (Arrays.asList(component.serviceInterfaces).contains(EXTENSION)) {
                var configurations = components.getComponentConfigurationDTOs(component);
                for (ComponentConfigurationDTO each : configurations) {
                    Optional<String> found = lack(component, each);
                    lack = lack.isPresent() ? lack : found;
                }
                if (configurations.isEmpty()) {
                    lack = Optional.of(unconfigured(component));
                }
            }
        }
        return lack;
    }

    private static Optional<String> lack(ComponentDescriptionDTO component, ComponentConfigurationDTO state)
            throws DeployException {
        return switch (state.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                throw new DeployException(
                        Kind.BROKEN,
                        "its component " + component.name + " fails: " + FailedComponents.rootCause(state.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Optional.of(unconfigured(component));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Optional.of(unsatisfied(component, state));
            default -> Optional.empty();
        };
    }

    private static String unconfigured(ComponentDescriptionDTO component) {
        return "its component " + component.name + " needs a configuration: write conf/" + component.configurationPid[0]
                + ".config";
    }

    private static String unsatisfied(ComponentDescriptionDTO component, ComponentConfigurationDTO state) {
        String wanted = Arrays.stream(state.unsatisfiedReferences)
                .map(missing -> Arrays.stream(component.references)
                                .filter(reference -> reference.name.equals(missing.name))
                                .map(reference -> reference.interfaceName)
                                .findFirst()
                                .orElse(missing.name)
                        + (missing.target == null ? "" : " " + missing.target))
                .findFirst()
                .orElse("another");
        return "its component " + component.name + " needs a service " + wanted + ": drop a bundle that has it";
    }

    /** Yields whether there is one. */
    private boolean checkServices(Bundle bundle) throws DeployException {
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        boolean found = false;
        for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
            String[] types = (String[]) reference.getProperty("objectClass");
            if (Arrays.asList(types).contains(EXTENSION)) {
                checkService(reference);
                found = true;
            }
        }
        return found;
    }

    private void checkService(ServiceReference<?> reference) throws DeployException {
        if (!reference.isAssignableTo(context.getBundle(), EXTENSION)) {
            throw new DeployException(
                    Kind.BROKEN,
                    "it carries a " + EXTENSION + " of its own: import the package luafcgid.lua, do not embed it");
        }
        if (reference.getProperty(LuaExtension.MODULE) == null) {
            throw new DeployException(
                    Kind.BROKEN,
                    "its " + EXTENSION + " has no service property " + LuaExtension.MODULE
                            + ", so nothing can require it");
        }
        Object service;
        try {
            service = context.getService(reference);
        } catch (RuntimeException | LinkageError e) {
            throw new DeployException(Kind.BROKEN, "its " + EXTENSION + " fails: " + Reasons.innermost(e));
        }
        if (service == null) {
            throw new DeployException(
                    Kind.BROKEN, "its " + EXTENSION + " is registered, but cannot be had; the log has the reason");
        }
        context.ungetService(reference);
    }
}
