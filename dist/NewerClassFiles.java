import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar again, its classes of before Java 6 as class files of Java 8: the start-up cache
 * takes no older ones, and checking them at each start is slow. Nothing but the version changes and
 * the stack maps that it asks for; a class that would not pass the check ends this.
 */
final class NewerClassFiles {
    private static final int OLDEST_IN_CACHE = ClassFile.JAVA_6_VERSION;

    private static final ClassTransform NEWER =
            ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                    .andThen(
                            (builder, element) -> {
                                if (element instanceof ClassFileVersion) {
                                    builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                                } else {
                                    builder.with(element);
                                }
                            });

    /** Takes the jar, which is replaced. */
    public static void main(String[] arguments) throws IOException {
        var jar = Path.of(arguments[0]);
        var written = Path.of(arguments[0] + ".new");
        try (var in = new JarFile(jar.toFile());
                var classes = new URLClassLoader(new java.net.URL[] {jar.toUri().toURL()});
                var out = new ZipOutputStream(Files.newOutputStream(written))) {
            var files =
                    ClassFile.of(
                            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                            ClassFile.ConstantPoolSharingOption.NEW_POOL,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(classes)));
            for (var entry : Collections.list(in.entries())) {
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                var bytes = in.getInputStream(entry).readAllBytes();
                out.write(entry.getName().endsWith(".class") ? newer(files, bytes) : bytes);
            }
        }
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] newer(ClassFile files, byte[] bytes) {
        var old = files.parse(bytes);
        if (old.isModuleInfo() || old.majorVersion() >= OLDEST_IN_CACHE) {
            return bytes;
        }
        var written = files.transformClass(old, NEWER);
        for (var mistake : files.verify(written)) {
            throw mistake;
        }
        return written;
    }
}
