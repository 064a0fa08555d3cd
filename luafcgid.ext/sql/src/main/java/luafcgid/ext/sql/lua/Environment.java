package luafcgid.ext.sql.lua;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import luafcgid.ext.sql.pool.Target;
import luafcgid.ext.sql.vendor.Source;
import luafcgid.ext.sql.vendor.SourceException;
import luafcgid.ext.sql.vendor.Vendor;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** LuaSQL's environment. */
final class Environment implements SqlObject {
    private final Library library;
    private boolean closed;

    Environment(Library library) {
        this.library = library;
    }

    static Methods<Environment> methods(Vendor vendor) {
        return new Methods<>(Environment.class, vendor.title() + " environment", vendor.misuse())
                .method("connect", Environment::connect)
                .always("close", (self, arguments) -> self.close())
                .always("__close", (self, arguments) -> self.close())
                .always("__gc", (self, arguments) -> self.close());
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    private Varargs close() {
        if (closed) {
            return Failure.refusal(library.vendor().closedEnvironment());
        }
        closed = true;
        return LuaValue.TRUE;
    }

    private Varargs connect(Varargs arguments) {
        Vendor vendor = library.vendor();
        try {
            Source source = vendor.source(library.state(), arguments);
            Driver driver = vendor.driver(library.drivers(), source);
            if (driver == null) {
                return Failure.of(vendor.remedy());
            }
            Target target = new Target(driver, source.url(), source.properties(), source.file(), List.of());
            Link link = new Link(library, target, source.secluded());
            link.connect();
            return library.wrap(link);
        } catch (SourceException e) {
            return Failure.of(vendor.connecting() + e.getMessage());
        } catch (SQLException e) {
            return library.failure(vendor.connecting(), e);
        }
    }
}
