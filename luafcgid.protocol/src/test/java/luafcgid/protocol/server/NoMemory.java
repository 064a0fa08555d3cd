package luafcgid.protocol.server;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import luafcgid.protocol.LogCheck;

/** An allocator that has nothing left. */
final class NoMemory extends AbstractByteBufAllocator {
    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        throw new OutOfMemoryError(LogCheck.PROVOKED);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        throw new OutOfMemoryError(LogCheck.PROVOKED);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
