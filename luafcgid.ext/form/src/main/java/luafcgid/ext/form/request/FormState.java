package luafcgid.ext.form.request;

import java.util.function.Supplier;
import luafcgid.ext.form.upload.UploadFolder;
import luafcgid.lua.StateContext;

/**
 * What the functions of one state's module share.
 *
 * @param limits as they are configured now
 */
public record FormState(StateContext context, Supplier<Limits> limits, UploadFolder folder, FileMethods files) {
    public FormState(StateContext context, Supplier<Limits> limits, UploadFolder folder) {
        this(context, limits, folder, new FileMethods(context));
    }
}
