package luafcgid.lua.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The Lua files of a bundle. */
record BundleSource(Bundle bundle) implements ModuleCompiler.Source {
    @Override
    public Collection<String> files(String folder) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return List.of();
        }
        int all = BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL;
        return wiring.listResources(folder, "*.lua", all).stream()
                .map(path -> path.substring(folder.length()))
                .toList();
    }

    @Override
    public byte[] read(String path) throws IOException {
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        try (InputStream in = entry.openStream()) {
            return in.readAllBytes();
        }
    }
}
