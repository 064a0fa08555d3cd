package luafcgid.ext.form;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import luafcgid.ext.form.request.Limits;
import luafcgid.ext.form.upload.UploadFolder;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The modules {@code form} and {@code multipart}. A change of the settings counts from the next call on. */
@Component(
        name = "luafcgid.ext.form",
        property = {LuaExtension.MODULE + "=form", LuaExtension.MODULE + "=multipart"})
@Designate(ocd = Form.Config.class)
public final class Form implements LuaExtension {
    /** Settings of {@code luafcgid.ext.form}. */
    @ObjectClassDefinition(name = "luafcgid form")
    public @interface Config {
        @AttributeDefinition(description = "where uploads' files are; empty means 'upload' in the var folder")
        String folder() default "";

        @AttributeDefinition(description = "how many fields a form may have")
        int fields() default Limits.FIELDS;

        @AttributeDefinition(description = "bytes of all fields' names and values")
        int fieldbytes() default Limits.FIELDBYTES;

        @AttributeDefinition(description = "how many files a form may have")
        int files() default Limits.FILES;

        @AttributeDefinition(description = "bytes of one file; -1 for what the body may have")
        long filebytes() default Limits.OPEN;

        @AttributeDefinition(description = "bytes of the body; -1 for what maxpost allows")
        long total() default Limits.OPEN;

        @AttributeDefinition(description = "bytes of one part's headers")
        int headerbytes() default Limits.HEADERBYTES;

        @AttributeDefinition(description = "bytes of a field's name")
        int namebytes() default Limits.NAMEBYTES;

        @AttributeDefinition(description = "bytes of a file that stay in memory")
        int memory() default Limits.MEMORY;
    }

    private final @Nullable String var;
    private final UploadFolder uploads;
    private volatile Limits limits;
    private volatile String folder;

    @Activate
    public Form(BundleContext context, Config config) {
        this.var = context.getProperty("luafcgid.var");
        this.limits = limits(config);
        this.folder = config.folder();
        this.uploads = new UploadFolder(this::folder);
    }

    @Modified
    void modified(Config config) {
        limits = limits(config);
        folder = config.folder();
    }

    @Deactivate
    void deactivate() {
        uploads.close();
    }

    private static Limits limits(Config config) {
        try {
            return new Limits(
                    config.fields(),
                    config.fieldbytes(),
                    config.files(),
                    config.filebytes(),
                    config.total(),
                    config.headerbytes(),
                    config.namebytes(),
                    config.memory());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("luafcgid.ext.form: " + e.getMessage(), e);
        }
    }

    private Path folder() throws IOException {
        String configured = folder;
        if (configured.isEmpty() && var == null) {
            throw new IOException(
                    "luafcgid.ext.form: folder is not set, and there is no var folder (luafcgid.var); set it");
        }
        try {
            return (configured.isEmpty() ? Path.of(String.valueOf(var), "upload") : Path.of(configured))
                    .toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IOException("luafcgid.ext.form: folder=" + configured + " is not a path: " + e.getReason(), e);
        }
    }

    @Override
    public LuaValue open(StateContext state, String module) {
        return new FormExtension(() -> limits, uploads).open(state, module);
    }
}
