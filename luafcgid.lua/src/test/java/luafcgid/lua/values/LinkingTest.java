package luafcgid.lua.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** LuaJ's remaining classes work with ours, and so does what was compiled against LuaJ's. */
class LinkingTest {
    private static final int API = Opcodes.ASM9;

    /** What was part of LuaJ's interface by accident: how it stores entries. Those that nobody can call who has no such classes at hand. */
    private static final Map<String, String> GONE = Map.ofEntries(
            Map.entry("LuaTable.array [Lorg/luaj/vm2/LuaValue;", "numbers are not kept as values"),
            Map.entry("LuaTable.hash [Lorg/luaj/vm2/LuaTable$Slot;", "there are no such slots"),
            Map.entry("LuaTable.hashEntries I", "counted otherwise"),
            Map.entry("LuaTable.m_metatable Lorg/luaj/vm2/Metatable;", "a table or null; the type was not public"),
            Map.entry("LuaTable.getArrayLength()I", "the array has a place for 0"),
            Map.entry("LuaTable.getHashLength()I", "there are no buckets"),
            Map.entry("LuaTable.hashget(Lorg/luaj/vm2/LuaValue;)Lorg/luaj/vm2/LuaValue;", "as rawget"),
            Map.entry("LuaTable.hashpow2(II)I", "keys are mixed with a seed"),
            Map.entry("LuaTable.hashmod(II)I", "keys are mixed with a seed"),
            Map.entry("LuaTable.hashSlot(Lorg/luaj/vm2/LuaValue;I)I", "keys are mixed with a seed"),
            Map.entry(
                    "LuaTable.entry(Lorg/luaj/vm2/LuaValue;Lorg/luaj/vm2/LuaValue;)Lorg/luaj/vm2/LuaTable$Slot;",
                    "there are no such slots"),
            Map.entry("LuaTable.isLargeKey(Lorg/luaj/vm2/LuaValue;)Z", "all keys are alike"),
            Map.entry(
                    "LuaTable.defaultEntry(Lorg/luaj/vm2/LuaValue;Lorg/luaj/vm2/LuaValue;)Lorg/luaj/vm2/LuaTable$Entry;",
                    "there are no such entries"),
            Map.entry("LuaTable.wrap(Lorg/luaj/vm2/LuaValue;)Lorg/luaj/vm2/LuaValue;", "weak entries are apart"),
            Map.entry("LuaTable.arrayget([Lorg/luaj/vm2/LuaValue;I)Lorg/luaj/vm2/LuaValue;", "weak entries are apart"),
            Map.entry(
                    "WeakTable.entry(Lorg/luaj/vm2/LuaValue;Lorg/luaj/vm2/LuaValue;)Lorg/luaj/vm2/LuaTable$Slot;",
                    "weak entries are apart"),
            Map.entry("WeakTable.weaken(Lorg/luaj/vm2/LuaValue;)Lorg/luaj/vm2/LuaValue;", "weak entries are apart"),
            Map.entry("WeakTable.strengthen(Ljava/lang/Object;)Lorg/luaj/vm2/LuaValue;", "weak entries are apart"),
            Map.entry("WeakTable.wrap(Lorg/luaj/vm2/LuaValue;)Lorg/luaj/vm2/LuaValue;", "weak entries are apart"),
            Map.entry("WeakTable.arrayget([Lorg/luaj/vm2/LuaValue;I)Lorg/luaj/vm2/LuaValue;", "weak entries are apart"),
            Map.entry("LuaInteger.v I", "an integer has 64 bits"));

    /** A class's members, as {@code name(descriptor)} and {@code name descriptor}, and where to look further. */
    private record Members(Set<String> exported, Set<String> others, List<String> parents) {}

    private record Reference(String owner, String member) {}

    private final Map<String, Members> known = new HashMap<>();

    @Test
    void everyReferenceOfTheCarriedClassesResolves() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Map.Entry<String, ClassReader> each : CarriedClasses.read().entrySet()) {
            if (!CarriedClasses.isReplaced(each.getKey())) {
                for (Reference reference : references(each.getValue())) {
                    if (!has(reference.owner(), reference.member(), true)) {
                        missing.add(each.getKey() + " needs " + reference);
                    }
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void whatExtensionsMayUseOfLuaJIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        Map<String, ClassReader> carried = CarriedClasses.read();
        for (String each : CarriedClasses.REPLACED) {
            ClassReader reader = carried.get(each);
            if ((reader.getAccess() & Opcodes.ACC_PUBLIC) != 0) {
                for (String member : members(reader).exported()) {
                    if (!has(each, member, false)) {
                        missing.add(each.substring(each.lastIndexOf('/') + 1) + "." + member);
                    }
                }
            }
        }
        assertEquals(new TreeSet<>(GONE.keySet()), missing);
    }

    @Test
    void noClassThatBelongedToAReplacedOneIsInUse() throws IOException {
        Set<String> names = CarriedClasses.read().keySet();
        assertTrue(names.contains("org/luaj/vm2/LuaTable$Slot"), "that the look at LuaJ's jar finds something");
        for (String each : CarriedClasses.REPLACED) {
            String found = String.valueOf(LuaValue.class.getResource("/" + each + ".class"));
            assertTrue(!found.contains("luaj-jse"), found);
        }
    }

    /** Of what is in LuaJ's packages: each member that is used, and the class it is looked for in. */
    private static Set<Reference> references(ClassReader reader) {
        Set<Reference> references = new HashSet<>();
        reader.accept(
                new ClassVisitor(API) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new MethodVisitor(API) {
                            @Override
                            public void visitMethodInsn(
                                    int opcode, String owner, String name, String descriptor, boolean isInterface) {
                                note(owner, name + descriptor);
                            }

                            @Override
                            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                                note(owner, name + " " + descriptor);
                            }
                        };
                    }

                    private void note(String owner, String member) {
                        if (owner.startsWith("org/luaj/")) {
                            references.add(new Reference(owner, member));
                        }
                    }
                },
                ClassReader.SKIP_DEBUG);
        return references;
    }

    private boolean has(String owner, String member, boolean inPackage) {
        Deque<String> open = new ArrayDeque<>(List.of(owner));
        while (!open.isEmpty()) {
            Members members = known.computeIfAbsent(open.pop(), LinkingTest::load);
            if (members.exported().contains(member)
                    || (inPackage && members.others().contains(member))) {
                return true;
            }
            open.addAll(members.parents());
        }
        return false;
    }

    private static Members load(String name) {
        try (InputStream in = LuaValue.class.getResourceAsStream("/" + name + ".class")) {
            return in == null ? new Members(Set.of(), Set.of(), List.of()) : members(new ClassReader(in));
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Members members(ClassReader reader) {
        Set<String> exported = new HashSet<>();
        Set<String> others = new HashSet<>();
        List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
        if (reader.getSuperName() != null) {
            parents.add(reader.getSuperName());
        }
        reader.accept(
                new ClassVisitor(API) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        note(access, name + descriptor);
                        return null;
                    }

                    @Override
                    public FieldVisitor visitField(
                            int access, String name, String descriptor, String signature, Object value) {
                        note(access, name + " " + descriptor);
                        return null;
                    }

                    private void note(int access, String member) {
                        boolean isExported = (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
                        (isExported ? exported : others).add(member);
                    }
                },
                ClassReader.SKIP_CODE);
        return new Members(exported, others, parents);
    }
}
