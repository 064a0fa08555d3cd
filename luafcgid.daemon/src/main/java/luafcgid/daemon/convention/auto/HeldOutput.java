package luafcgid.daemon.convention.auto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Holds back what a script prints until it is known whether that is an answer, or there is so much of it that it must be. */
final class HeldOutput extends OutputStream {
    private static final int MOST = 64 << 10;

    private final OutputStream answer;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean released;

    HeldOutput(OutputStream answer) {
        this.answer = answer;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!released && held.size() + length > MOST) {
            release();
        }
        if (released) {
            answer.write(bytes, offset, length);
        } else {
            held.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        if (released) {
            answer.flush();
        }
    }

    boolean isReleased() {
        return released;
    }

    boolean isEmpty() {
        return !released && held.size() == 0;
    }

    /** It is an answer. */
    void release() throws IOException {
        if (!released) {
            released = true;
            moveTo(answer);
        }
    }

    /** Writes what is held elsewhere. */
    void moveTo(OutputStream other) throws IOException {
        held.writeTo(other);
        held.reset();
    }
}
