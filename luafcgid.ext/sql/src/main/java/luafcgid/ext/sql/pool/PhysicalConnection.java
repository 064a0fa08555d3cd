package luafcgid.ext.sql.pool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A driver's connection that leads to its session. The pool sees no more of it than it needs to keep it. */
final class PhysicalConnection implements InvocationHandler {
    /** How the session is asked for, by {@link Connection#unwrap}. */
    interface Link {
        Session session();
    }

    private final Session session;

    private PhysicalConnection(Session session) {
        this.session = session;
    }

    static Connection of(Session session) {
        return (Connection) Proxy.newProxyInstance(
                PhysicalConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class, Link.class},
                new PhysicalConnection(session));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "session" -> {
                return session;
            }
            case "close" -> {
                session.close();
                return null;
            }
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {
                try {
                    return method.invoke(session.connection(), arguments);
                } catch (InvocationTargetException e) {
                    Throwable cause = e.getCause();
                    throw cause == null ? e : cause;
                }
            }
        }
    }
}
