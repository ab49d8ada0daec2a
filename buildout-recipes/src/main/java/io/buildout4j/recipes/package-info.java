/**
 * The standard recipes, by the names that zc.buildout and SlapOS profiles call them.
 *
 * <p>A host gives them to the engine, which then runs such profiles; a download cache may be filled beforehand and serve
 * without the network:
 *
 * <pre>{@code
 * Buildout buildout = Buildout.builder()
 *         .recipes(new StandardRecipes())
 *         .downloadCache(dir.resolve("cache")) // many buildouts may share it
 *         .build();
 *
 * PrefetchReport fetched = buildout.prefetch(buildout.load(dir.resolve("instance.cfg")));
 * fetched.lock().entries().values().forEach(entry -> System.out.println(entry.checksum() + " " + entry.url()));
 *
 * InstallReport report = buildout.install(
 *         buildout.plan(buildout.load(dir.resolve("instance.cfg"), Map.of("buildout:offline", "true"))));
 * }</pre>
 *
 * {@link io.buildout4j.recipes.StandardRecipes#descriptions} tells which recipes there are and which options they read;
 * {@link io.buildout4j.recipes.node} deploys software releases and instances with them.
 */
@NullMarked
package io.buildout4j.recipes;

import org.jspecify.annotations.NullMarked;
