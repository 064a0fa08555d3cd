package luafcgid.ext.form.request;

import luafcgid.ext.form.body.BadFormException;
import luafcgid.ext.form.body.ByteSource;
import luafcgid.ext.form.body.Text;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A request's body as {@code con:read} yields it. */
final class Body implements ByteSource {
    private static final LuaValue READ = LuaValue.valueOf("read");
    private static final LuaValue CONFIG = LuaValue.valueOf("config");
    private static final LuaValue MAXPOST = LuaValue.valueOf("maxpost");
    private static final LuaValue PIECE = LuaValue.valueOf(64 << 10);

    private final StateContext state;
    private final LuaValue con;
    private final LuaValue read;
    private final long announced;
    private long limit = Long.MAX_VALUE;
    private String limitName = "total";
    private long received;
    private LuaString chunk = LuaValue.EMPTYSTRING;
    private int taken;

    /** @param announced length of the body; -1 when the client does not tell */
    Body(StateContext state, String function, LuaValue con, long announced) {
        this.state = state;
        this.con = con;
        this.announced = announced;
        this.read = con.istable() || con.isuserdata() ? con.get(READ) : LuaValue.NIL;
        if (!read.isfunction()) {
            throw new LuaError("form." + function + ": a " + con.typename()
                    + " has no method 'read'; pass the con that main(env, con) is given");
        }
    }

    /** Applies the limits of the call and the connection's {@code maxpost}, which is raised where the call asks for more. */
    void limit(Options options) throws BadFormException {
        long total = options.limits().total();
        if (total >= 0) {
            limit = total;
        }
        LuaValue config = con.get(CONFIG);
        if (config.isfunction()) {
            long maxpost = (long) config.call(con, MAXPOST).todouble();
            // A body that is refused unread is answered by the script only if it is not over maxpost.
            long wanted = Math.max(total, announced);
            if (options.ownTotal() && total >= 0 && wanted > maxpost) {
                config.call(con, MAXPOST, LuaInteger.valueOf(wanted));
            } else if (maxpost < limit) {
                limit = maxpost;
                limitName = "maxpost";
            }
        }
        if (announced > limit) {
            throw tooLong();
        }
    }

    private BadFormException tooLong() {
        return BadFormException.over("the body is larger than", limit, "bytes", limitName);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws BadFormException {
        while (taken == chunk.m_length) {
            state.safepoint();
            Varargs got = read.invoke(con, PIECE);
            if (got.isnil(1)) {
                checkEnd(got.arg(2));
                return -1;
            }
            chunk = got.checkstring(1);
            taken = 0;
            received += chunk.m_length;
            if (received > limit) {
                throw tooLong();
            }
        }
        int n = Math.min(length, chunk.m_length - taken);
        System.arraycopy(chunk.m_bytes, chunk.m_offset + taken, into, offset, n);
        taken += n;
        return n;
    }

    private void checkEnd(LuaValue reason) throws BadFormException {
        if (!reason.isnil()) {
            throw BadFormException.malformed(Text.decoded(reason.checkstring()));
        }
        if (received < announced) {
            throw BadFormException.malformed("the body ends after " + received + " of " + announced + " bytes"
                    + (received == 0 ? "; it can be read only once" : ""));
        }
    }
}
