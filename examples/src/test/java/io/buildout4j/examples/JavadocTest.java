package io.buildout4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Whatever a host can name is explained: each public type and method outside the engine has a comment. Whether comments
 * are well formed is what the compiler looks at ({@code -Xdoclint}).
 */
class JavadocTest {

    private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();

    @Test
    void everyPublicTypeAndMethodIsExplained() throws IOException {
        List<String> silent = new ArrayList<>();
        int files = 0;
        for (String module : List.of("buildout-core", "buildout-promise", "buildout-recipes")) {
            List<Path> sources = sources(ROOT.resolve(module).resolve("src/main/java"));
            files += sources.size();
            collect(sources, silent);
        }

        assertThat(files).isGreaterThan(200);
        assertThat(silent).isEmpty();
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/engine/"))
                    .toList();
        }
    }

    private static void collect(List<Path> sources, List<String> silent) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    diagnostic -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree file : task.parse()) {
                new Scanner(comments, silent).scan(file, false);
            }
        }
    }

    /** Goes through a file; what is handed down is whether the type around is an interface. */
    private static final class Scanner extends TreePathScanner<Void, Boolean> {

        private final DocTrees comments;
        private final List<String> silent;

        Scanner(DocTrees comments, List<String> silent) {
            this.comments = comments;
            this.silent = silent;
        }

        @Override
        public Void visitClass(ClassTree type, Boolean inInterface) {
            if (!isPublic(type.getModifiers(), inInterface)) {
                return null;
            }
            note(type.getSimpleName().toString());
            return super.visitClass(
                    type, type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE);
        }

        @Override
        public Void visitMethod(MethodTree method, Boolean inInterface) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean isConstructor = method.getName().contentEquals("<init>");
            if (isPublic(method.getModifiers(), inInterface) && !overrides && !isConstructor) {
                note(method.getName().toString());
            }
            return null;
        }

        private void note(String name) {
            if (comments.getDocComment(getCurrentPath()) == null) {
                Path file = Path.of(
                        getCurrentPath().getCompilationUnit().getSourceFile().getName());
                silent.add(file.getFileName() + " " + name);
            }
        }

        private static boolean isPublic(ModifiersTree modifiers, boolean inInterface) {
            Set<Modifier> flags = modifiers.getFlags();
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (inInterface && !flags.contains(Modifier.PRIVATE));
        }
    }
}
