package luafcgid.lua.engine;

import java.io.IOException;
import java.io.OutputStream;

/** The output of the state that the thread runs; nowhere without one. */
final class CurrentOutput extends OutputStream {
    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ScriptState state = CurrentState.get();
        if (state != null) {
            state.output().write(bytes, offset, length);
        }
    }
}
