package luafcgid.lua.pool;

import java.lang.reflect.Proxy;
import java.util.Map;
import luafcgid.lua.limits.Limits;
import luafcgid.lua.limits.LimitsConfig;

/** Limits as a configuration gives them. Also for the tests of others. */
public final class SiteLimits {
    private SiteLimits() {}

    /** The usual ones, but for those that are named. */
    public static Limits of(Map<String, Object> keys) {
        return Limits.of((LimitsConfig) Proxy.newProxyInstance(
                LimitsConfig.class.getClassLoader(),
                new Class<?>[] {LimitsConfig.class},
                (proxy, method, arguments) -> keys.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
