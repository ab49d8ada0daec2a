package io.buildout4j.recipes.custom;

import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A recipe's Java source, to be compiled in memory against what this program runs with. */
record SourceFile(Part part, Path file, String text) {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

    /** The class that is named as the file is. */
    Class<?> compile() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw part.reject(
                    "recipe", "is Java source, and this Java runtime has no compiler: run the engine on a JDK");
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ENGLISH, null);
                Memory memory = new Memory(files)) {
            List<String> options = List.of("-proc:none", "-classpath", classPath());
            if (!compiler.getTask(null, memory, found, options, null, List.of(new Source()))
                    .call()) {
                throw part.reject("recipe", "does not compile:\n  " + problems(found));
            }
            return new Loader(memory.classes()).loadClass(className());
        } catch (ClassNotFoundException e) {
            throw part.reject("recipe", "has no class " + className());
        }
    }

    private String className() {
        String simple = file.getFileName().toString().replaceFirst("\\.java$", "");
        Matcher stated = PACKAGE.matcher(text);
        return stated.find() ? stated.group(1) + "." + simple : simple;
    }

    private String problems(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> file + ":" + diagnostic.getLineNumber() + ": "
                        + diagnostic.getMessage(Locale.ENGLISH).replaceAll("\\s*\\R\\s*", ", "))
                .collect(Collectors.joining("\n  "));
    }

    /** What this program was started with, and where the recipe interface comes from, should that be elsewhere. */
    private static String classPath() {
        Set<String> places = Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Stream.of(Recipe.class, SourceFile.class).forEach(type -> location(type).ifPresent(places::add));
        return String.join(File.pathSeparator, places);
    }

    private static Optional<String> location(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                .flatMap(source -> Optional.ofNullable(source.getLocation()))
                .flatMap(url -> {
                    try {
                        URI uri = url.toURI();
                        return "file".equals(uri.getScheme())
                                ? Optional.of(Path.of(uri).toString())
                                : Optional.empty();
                    } catch (URISyntaxException e) {
                        return Optional.empty();
                    }
                });
    }

    private final class Source extends SimpleJavaFileObject {
        Source() {
            super(file.toUri(), Kind.SOURCE);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what is compiled. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        Map<String, byte[]> classes() {
            return classes.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, one -> one.getValue().toByteArray()));
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(SourceFile.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
