package luafcgid.ext.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What is known of a file, by LuaFileSystem's names. */
final class Attributes {
    private static final String UNIX =
            "unix:mode,dev,ino,nlink,uid,gid,rdev,size,lastAccessTime,lastModifiedTime,ctime";
    private static final String BASIC =
            "lastAccessTime,lastModifiedTime,creationTime,size,isDirectory,isRegularFile,isSymbolicLink";
    private static final int TYPE = 0xF000;
    /** Java does not tell: it is what Linux's usual file systems have. */
    private static final int BLOCK_SIZE = 4096;

    /** Blocks are counted by 512 bytes. */
    private static final int BLOCK_UNITS = BLOCK_SIZE / 512;

    private static final String LETTERS = "rwxrwxrwx";

    private static final Map<String, Function<Attributes, LuaValue>> NAMES = Map.ofEntries(
            Map.entry("mode", a -> LuaString.valueOf(a.type().text)),
            Map.entry("dev", a -> a.number("dev", 0)),
            Map.entry("ino", a -> a.number("ino", 0)),
            Map.entry("nlink", a -> a.number("nlink", 1)),
            Map.entry("uid", a -> a.number("uid", 0)),
            Map.entry("gid", a -> a.number("gid", 0)),
            Map.entry("rdev", a -> a.number("rdev", 0)),
            Map.entry("access", a -> a.seconds("lastAccessTime")),
            Map.entry("modification", a -> a.seconds("lastModifiedTime")),
            Map.entry("change", a -> a.seconds(a.values.containsKey("ctime") ? "ctime" : "creationTime")),
            Map.entry("size", a -> a.number("size", 0)),
            Map.entry("permissions", a -> LuaString.valueOf(a.permissions())),
            Map.entry("blocks", Attributes::blocks),
            Map.entry("blksize", a -> LuaValue.valueOf(BLOCK_SIZE)));

    private final int mode;
    private final Map<String, Object> values;

    private Attributes(int mode, Map<String, Object> values) {
        this.mode = mode;
        this.values = values;
    }

    /** The file's attributes. */
    static Attributes of(Path file, LinkOption... options) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> values = Files.readAttributes(file, UNIX, options);
            return new Attributes(((Number) values.getOrDefault("mode", 0)).intValue(), values);
        }
        Map<String, Object> values = Files.readAttributes(file, BASIC, options);
        return new Attributes(modeWithoutUnix(file, values), values);
    }

    private static int modeWithoutUnix(Path file, Map<String, Object> values) {
        int type = Type.OTHER.bits;
        if (Boolean.TRUE.equals(values.get("isRegularFile"))) {
            type = Type.FILE.bits;
        } else if (Boolean.TRUE.equals(values.get("isDirectory"))) {
            type = Type.DIRECTORY.bits;
        } else if (Boolean.TRUE.equals(values.get("isSymbolicLink"))) {
            type = Type.LINK.bits;
        }
        return type
                | (Files.isReadable(file) ? 0444 : 0)
                | (Files.isWritable(file) ? 0222 : 0)
                | (Files.isExecutable(file) ? 0111 : 0);
    }

    boolean isLink() {
        return type() == Type.LINK;
    }

    boolean isDirectory() {
        return type() == Type.DIRECTORY;
    }

    /** The attribute of that name; null when there is none such. */
    @Nullable
    LuaValue get(String name) {
        Function<Attributes, LuaValue> attribute = NAMES.get(name);
        return attribute == null ? null : attribute.apply(this);
    }

    void into(LuaTable table) {
        NAMES.forEach((name, attribute) -> table.rawset(LuaString.valueOf(name), attribute.apply(this)));
    }

    private Type type() {
        for (Type each : Type.values()) {
            if (each.bits == (mode & TYPE)) {
                return each;
            }
        }
        return Type.OTHER;
    }

    private String permissions() {
        StringBuilder text = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((mode >> (LETTERS.length() - 1 - i) & 1) == 0) {
                text.setCharAt(i, '-');
            }
        }
        return text.toString();
    }

    private LuaValue number(String name, int otherwise) {
        return LuaInteger.valueOf(values.get(name) instanceof Number number ? number.longValue() : otherwise);
    }

    private LuaValue seconds(String name) {
        return LuaInteger.valueOf(values.get(name) instanceof FileTime time ? time.to(TimeUnit.SECONDS) : 0L);
    }

    /** As many as a file without holes has. */
    private LuaValue blocks() {
        if (type() != Type.FILE && type() != Type.DIRECTORY) {
            return LuaValue.ZERO;
        }
        return LuaInteger.valueOf((long) Math.ceil(number("size", 0).todouble() / BLOCK_SIZE) * BLOCK_UNITS);
    }

    private enum Type {
        FILE("file", 0x8000),
        DIRECTORY("directory", 0x4000),
        LINK("link", 0xA000),
        SOCKET("socket", 0xC000),
        PIPE("named pipe", 0x1000),
        CHARACTERS("char device", 0x2000),
        BLOCKS("block device", 0x6000),
        OTHER("other", 0);

        private final String text;
        private final int bits;

        Type(String text, int bits) {
            this.text = text;
            this.bits = bits;
        }
    }
}
