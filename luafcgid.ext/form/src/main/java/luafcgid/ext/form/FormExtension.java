package luafcgid.ext.form;

import java.util.function.Supplier;
import luafcgid.ext.form.request.FormState;
import luafcgid.ext.form.request.Limits;
import luafcgid.ext.form.upload.UploadFolder;
import luafcgid.lua.LuaExtension;
import luafcgid.lua.StateContext;
import org.luaj.vm2.LuaValue;

/** Makes the modules for a state. */
final class FormExtension implements LuaExtension {
    private final Supplier<Limits> limits;
    private final UploadFolder uploads;

    FormExtension(Supplier<Limits> limits, UploadFolder uploads) {
        this.limits = limits;
        this.uploads = uploads;
    }

    @Override
    public LuaValue open(StateContext state, String module) {
        return module.equals("multipart")
                ? MultipartModule.create()
                : FormModule.of(new FormState(state, limits, uploads));
    }
}
