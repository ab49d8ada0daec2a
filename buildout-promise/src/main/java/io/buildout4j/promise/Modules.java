package io.buildout4j.promise;

import io.buildout4j.promise.plugin.PluginFile;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;

/** Finds the Java promise that a plugin file means, if there is one. */
final class Modules {
    private final Map<String, PromiseFactory> given;
    private final ClassLoader loader;

    Modules(Map<String, PromiseFactory> given, ClassLoader loader) {
        this.given = Map.copyOf(given);
        this.loader = loader;
    }

    Optional<PromiseFactory> find(PluginFile file) {
        PromiseFactory factory = given.get(file.module());
        if (factory != null) {
            return Optional.of(factory);
        }
        return find(file.module()).or(() -> find(file.module() + "." + file.className()));
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
