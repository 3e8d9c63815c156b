package dev.rondo.wire.reflection;

import dev.rondo.base.ProtoReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The descriptions of the services here and of what they use, from their official packages. */
final class Descriptors {
    /**
     * A {@code FileDescriptorSet}, made by {@code
     * quality/interop/serving/tf_serving/descriptors.py}.
     */
    private static final String RESOURCE = "descriptors.pb";

    // Fields of descriptor.proto: of a file, of a message, of an enumeration and a service.
    private static final int FILE_PACKAGE = 2;
    private static final int FILE_DEPENDENCY = 3;
    private static final int FILE_MESSAGE = 4;
    private static final int FILE_ENUM = 5;
    private static final int FILE_SERVICE = 6;
    private static final int NAME = 1;
    private static final int MEMBER = 2;
    private static final int MESSAGE_NESTED = 3;
    private static final int MESSAGE_ENUM = 4;
    private static final int MESSAGE_ONEOF = 8;

    private record File(byte[] bytes, List<String> dependencies) {}

    private final Map<String, File> files = new HashMap<>();
    private final Map<String, String> fileOfSymbol = new HashMap<>();
    private final TreeSet<String> messages = new TreeSet<>();
    private final TreeSet<String> services = new TreeSet<>();

    private Descriptors(byte[] set) {
        var in = new ProtoReader(set);
        while (in.next()) {
            add(in.bytes());
        }
    }

    static Descriptors load() {
        try (var in = Descriptors.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new Descriptors(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(byte[] bytes) {
        var name = "";
        var scope = "";
        var dependencies = new ArrayList<String>();
        var in = new ProtoReader(bytes);
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = in.text();
                case FILE_PACKAGE -> scope = in.text() + ".";
                case FILE_DEPENDENCY -> dependencies.add(in.text());
                case FILE_MESSAGE -> message(in.part(), scope, name);
                case FILE_ENUM -> members(in.part(), scope, name, true);
                case FILE_SERVICE -> services.add(members(in.part(), scope, name, false));
                default -> in.skip();
            }
        }
        files.put(name, new File(bytes, dependencies));
    }

    private void message(ProtoReader in, String scope, String file) {
        var name = "";
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = symbol(scope + in.text(), file);
                case MEMBER, MESSAGE_ONEOF -> symbol(name + "." + name(in.part()), file);
                case MESSAGE_NESTED -> message(in.part(), name + ".", file);
                case MESSAGE_ENUM -> members(in.part(), name + ".", file, true);
                default -> in.skip();
            }
        }
        messages.add(name);
    }

    /** The values of an enumeration, whose scope is the one around it, or a service's methods. */
    private String members(ProtoReader in, String scope, String file, boolean around) {
        var name = "";
        while (in.next()) {
            switch (in.field()) {
                case NAME -> name = symbol(scope + in.text(), file);
                case MEMBER -> symbol((around ? scope : name + ".") + name(in.part()), file);
                default -> in.skip();
            }
        }
        return name;
    }

    private static String name(ProtoReader in) {
        var name = "";
        while (in.next()) {
            if (in.field() == NAME) {
                name = in.text();
            } else {
                in.skip();
            }
        }
        return name;
    }

    private String symbol(String name, String file) {
        fileOfSymbol.put(name, file);
        return name;
    }

    Collection<String> services() {
        return services;
    }

    boolean isMessage(String name) {
        return messages.contains(name);
    }

    /** The file of this name and then all that it needs; null where there is none. */
    @Nullable Collection<byte[]> file(String name) {
        if (!files.containsKey(name)) {
            return null;
        }
        var needed = new LinkedHashMap<String, byte[]>();
        collect(name, needed);
        return needed.values();
    }

    private void collect(String name, SequencedMap<String, byte[]> needed) {
        var file = files.get(name);
        if (file != null && needed.putIfAbsent(name, file.bytes()) == null) {
            file.dependencies().forEach(each -> collect(each, needed));
        }
    }

    /** As {@link #file}, of the file that has a symbol of this full name. */
    @Nullable Collection<byte[]> fileOf(String symbol) {
        var file = fileOfSymbol.get(symbol);
        return file == null ? null : file(file);
    }
}
