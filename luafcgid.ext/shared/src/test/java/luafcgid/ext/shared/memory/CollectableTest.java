package luafcgid.ext.shared.memory;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the bundle does must not keep its class loader when the bundle has gone. */
final class CollectableTest {
    /** Defines the bundle's classes anew, as a framework does for each version. */
    private static final class BundleLoader extends ClassLoader {
        BundleLoader() {
            super(CollectableTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean own = name.startsWith("luafcgid.ext.shared.") || name.startsWith("com.github.benmanes.");
            if (!own) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    @Timeout(60)
    void classLoaderGoesWhenTheStoreIsDropped() throws Exception {
        WeakReference<ClassLoader> loader = use();
        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(loader.refersTo(null), "something keeps the class loader");
    }

    private static WeakReference<ClassLoader> use() throws Exception {
        ClassLoader loader = new BundleLoader();
        Class<?> use = loader.loadClass(MemoryStoreUse.class.getName());
        assertNotSame(MemoryStoreUse.class, use);
        // On this thread, which lives on.
        use.getMethod("useAll").invoke(null);
        return new WeakReference<>(loader);
    }
}
