package io.buildout4j.promise;

import io.buildout4j.promise.check.BuiltIns;
import io.buildout4j.promise.plugin.PluginFile;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the Java promise that a plugin file means, if there is one. */
final class Modules {
    private final Map<String, PromiseFactory> given;
    private final ClassLoader loader;
    private final List<Path> pythonPath;

    Modules(Map<String, PromiseFactory> given, ClassLoader loader, List<Path> pythonPath) {
        this.given = Map.copyOf(given);
        this.loader = loader;
        this.pythonPath = List.copyOf(pythonPath);
    }

    Optional<PromiseFactory> find(PluginFile file) {
        PromiseFactory factory = given.get(file.module());
        if (factory != null) {
            return Optional.of(factory);
        }
        return find(file.module())
                .or(() -> find(file.module() + "." + file.className()))
                .or(() -> Optional.ofNullable(given.get(BuiltIns.PACKAGE + file.module()))
                        .filter(builtIn -> !pythonModule(file)));
    }

    /** A module of the deployment's own goes before a built-in that was named without its package. */
    private boolean pythonModule(PluginFile file) {
        return Stream.concat(pythonPath.stream(), file.paths().stream().map(Path::of))
                .anyMatch(directory -> Files.exists(directory.resolve(file.module() + ".py")));
    }

    private Optional<PromiseFactory> find(String className) {
        try {
            Class<?> found = Class.forName(className, false, loader);
            return Promise.class.isAssignableFrom(found)
                    ? Optional.of(parameters -> instance(found, parameters))
                    : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Promise instance(Class<?> type, Parameters parameters) throws Exception {
        try {
            for (Constructor<?> constructor : type.getConstructors()) {
                if (java.util.Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Parameters.class})) {
                    return (Promise) constructor.newInstance(parameters);
                }
            }
            return (Promise) type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
