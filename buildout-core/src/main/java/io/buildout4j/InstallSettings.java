package io.buildout4j;

import io.buildout4j.download.DownloadSettings;
import io.buildout4j.engine.check.DeclaredOptions;
import io.buildout4j.engine.install.Terms;
import io.buildout4j.engine.prepare.RecipeBook;
import io.buildout4j.install.Cancellation;
import io.buildout4j.install.InstallListener;
import io.buildout4j.recipe.RecipeFactory;
import io.buildout4j.recipe.RecipeProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/** What a host settles about installing, while it builds an engine. */
final class InstallSettings {

    private static final int LEAST_DOWNLOADS_AT_ONCE = 4;

    private final List<RecipeProvider> providers = new ArrayList<>();
    private final List<InstallListener> listeners = new ArrayList<>();
    private final Map<Class<?>, Object> services = new LinkedHashMap<>();
    private final List<UnaryOperator<DownloadSettings>> downloads = new ArrayList<>();
    private Duration patience = Duration.ZERO;
    private int parallelism = 1;
    private boolean keepGoing;

    InstallSettings() {}

    InstallSettings(InstallSettings other) {
        providers.addAll(other.providers);
        listeners.addAll(other.listeners);
        services.putAll(other.services);
        downloads.addAll(other.downloads);
        patience = other.patience;
        parallelism = other.parallelism;
        keepGoing = other.keepGoing;
    }

    void recipes(RecipeProvider provider) {
        providers.add(provider);
    }

    void recipe(String name, RecipeFactory factory) {
        providers.add(() -> Map.of(name, factory));
    }

    void discover(ClassLoader loader) {
        for (RecipeProvider provider : ServiceLoader.load(RecipeProvider.class, loader)) {
            providers.add(provider);
        }
    }

    void listener(InstallListener listener) {
        listeners.add(listener);
    }

    <T> void service(Class<T> type, T service) {
        services.put(type, service);
    }

    void downloads(UnaryOperator<DownloadSettings> more) {
        downloads.add(more);
    }

    void patience(Duration value) {
        patience = value;
    }

    void parallelism(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, not " + value);
        }
        parallelism = value;
    }

    void keepGoing(boolean value) {
        keepGoing = value;
    }

    RecipeBook book() {
        return new RecipeBook(providers);
    }

    DeclaredOptions declaredOptions() {
        return DeclaredOptions.of(
                providers.stream().map(RecipeProvider::options).toList());
    }

    Map<Class<?>, Object> services() {
        return services;
    }

    List<InstallListener> listeners() {
        return listeners;
    }

    DownloadSettings downloads(DownloadSettings profile) {
        DownloadSettings settled = profile;
        for (UnaryOperator<DownloadSettings> more : downloads) {
            settled = more.apply(settled);
        }
        return settled;
    }

    /** Downloads mostly wait: there may be more of them at once than parts. */
    int downloadsAtOnce() {
        return Math.max(LEAST_DOWNLOADS_AT_ONCE, parallelism);
    }

    Terms terms(Cancellation cancellation) {
        return new Terms(parallelism, keepGoing, patience, listeners, cancellation);
    }
}
