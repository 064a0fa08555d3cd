package luafcgid.test.sql;

import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the database servers: each is started when the first test asks for it, and ends after the last test of all. */
final class Servers implements ParameterResolver {
    private static final Map<Class<?>, Callable<? extends DatabaseServer>> KINDS =
            Map.of(Postgres.class, Postgres::new, MariaDb.class, MariaDb::new);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return KINDS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> kind = parameter.getParameter().getType();
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Servers.class))
                .getOrComputeIfAbsent(kind, key -> opened(KINDS.get(kind)));
    }

    private static DatabaseServer opened(Callable<? extends DatabaseServer> maker) {
        try {
            DatabaseServer server = maker.call();
            server.open();
            return server;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a database server does not start", e);
        }
    }
}
