/**
 * The one door: {@link io.buildout4j.Buildout} reads, explains, plans and installs; whatever stops it is a
 * {@link io.buildout4j.BuildoutException} that carries a {@link io.buildout4j.Diagnostic}.
 *
 * <h2>Read and explain</h2>
 * A {@link io.buildout4j.profile.Profile} is what the files say, each option with its history; resolving it substitutes.
 * Neither runs a recipe or writes a file:
 *
 * <pre>{@code
 * Buildout buildout = Buildout.builder().build();
 * Profile profile = buildout.load(dir.resolve("instance.cfg"), Map.of("web:port", "8080"));
 *
 * profile.check().forEach(problem -> System.out.println(problem.line())); // every problem at once
 *
 * profile.find("web", "url")
 *         .ifPresent(url -> url.history()
 *                 .forEach(step ->
 *                         System.out.println(step.operator() + " " + step.value() + " at " + step.origin())));
 *
 * int port = profile.resolve().value("web", "port").asInt(); // a bad number names the line that wrote it
 * }</pre>
 *
 * <h2>Plan and install</h2>
 * A plan tells what would be done and why, and is data; installing it is refused if profile or state changed since:
 *
 * <pre>{@code
 * Buildout buildout = Buildout.builder()
 *         .recipes(new StandardRecipes()) // explicit; discoverRecipes() asks ServiceLoader
 *         .recipe("acme:greeting", GreetingRecipe::new)
 *         .downloadCache(dir.resolve("downloads"))
 *         .parallelism(2)
 *         .build();
 *
 * InstallPlan plan = buildout.plan(buildout.load(dir.resolve("instance.cfg")));
 * plan.changes().forEach(change -> System.out.println(change.explain()));
 * // reinstall web: port was 80, is 8080 (instance.cfg:12)
 *
 * InstallReport report = buildout.install(plan);
 * }</pre>
 *
 * <h2>Further</h2>
 * <ul>
 *   <li>{@link io.buildout4j.recipe} to write recipes, {@link io.buildout4j.recipe.testkit} to test them;
 *   <li>{@link io.buildout4j.install} for plans, reports, progress and cancellation;
 *   <li>{@link io.buildout4j.download} for caches, mirrors and lock files;
 *   <li>{@link io.buildout4j.profile.edit} to change a profile and keep the rest of its text.
 * </ul>
 */
@NullMarked
package io.buildout4j;

import org.jspecify.annotations.NullMarked;
