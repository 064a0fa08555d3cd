package luafcgid.launcher;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/** Executes Gogo commands in a framework of this process. Gogo's types are those of a bundle there, not of this program. */
final class GogoCommand {
    private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";
    private static final long PATIENCE_MILLIS = 20_000;

    private final BundleContext context;

    GogoCommand(Framework framework) {
        context = framework.getBundleContext();
    }

    /** The status: the number that the command returns, otherwise 0, and 1 when it throws. */
    int execute(String command, OutputStream out) throws Failure {
        int colon = command.indexOf(':');
        await("(&(osgi.command.scope=" + command.substring(0, colon) + ")(osgi.command.function="
                + command.substring(colon + 1) + "))");
        Object processor = await("(objectClass=" + PROCESSOR + ")");
        try {
            Object session = processor
                    .getClass()
                    .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
                    .invoke(processor, new ByteArrayInputStream(new byte[0]), out, System.err);
            Object result =
                    session.getClass().getMethod("execute", CharSequence.class).invoke(session, command);
            return result instanceof Integer status ? status : Exit.OK;
        } catch (InvocationTargetException e) {
            throw new Failure(Exit.FAILED, command + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new Failure(Exit.FAILED, "this distribution's shell cannot be used: " + e);
        }
    }

    private Object await(String filter) throws Failure {
        try {
            Filter wanted = context.createFilter(filter);
            ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, wanted, null);
            tracker.open(true);
            try {
                Object service = tracker.waitForService(PATIENCE_MILLIS);
                if (service != null) {
                    return service;
                }
            } finally {
                tracker.close();
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Failure(Exit.FAILED, "the command is not there: " + filter);
    }
}
