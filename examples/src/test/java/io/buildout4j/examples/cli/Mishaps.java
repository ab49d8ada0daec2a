package io.buildout4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.buildout4j.Buildout;
import io.buildout4j.BuildoutException;
import io.buildout4j.install.Cancellation;
import io.buildout4j.install.InstallPlan;
import io.buildout4j.profile.edit.ProfileDocument;
import io.buildout4j.profile.edit.ProfileFile;
import io.buildout4j.recipe.RecipeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Errors that no profile can cause alone. */
final class Mishaps {

    private static final ProfileDocument DOCUMENT = ProfileDocument.parse("[web]\nport = 80\n[db]\n");

    private Mishaps() {}

    /**
     * Makes one happen in a directory.
     *
     * @return what is said, a line each, without the directory's name
     */
    static String of(String kind, Path directory) throws IOException {
        Path profile = Files.writeString(
                directory.resolve("buildout.cfg"), "[buildout]\nparts = web\n\n[web]\nrecipe = mine\n");
        BuildoutException mishap = catchThrowableOfType(BuildoutException.class, () -> {
            switch (kind) {
                case "locked" -> {
                    BuildoutException[] refusal = new BuildoutException[1];
                    run(plan(profile, part -> installation -> {
                        InstallPlan meanwhile = plan(profile, other -> nothing -> {});
                        refusal[0] = catchThrowableOfType(BuildoutException.class, () -> run(meanwhile));
                    }));
                    throw refusal[0];
                }
                case "plan-outdated" -> {
                    InstallPlan plan = plan(profile, part -> installation -> {});
                    Files.writeString(profile, "[buildout]\nparts =\n");
                    run(plan);
                }
                case "cancelled" -> {
                    Cancellation cancellation = new Cancellation();
                    InstallPlan plan = plan(profile, part -> installation -> {
                        cancellation.cancel();
                        throw new InterruptedException();
                    });
                    Buildout.builder().build().install(plan, cancellation);
                }
                case "unwritable" -> DOCUMENT.set("web", "port", " 80");
                case "section-exists" -> DOCUMENT.renameSection("web", "db");
                case "file-changed" -> {
                    ProfileFile file = ProfileFile.read(profile);
                    Files.writeString(profile, "[buildout]\nparts =\n");
                    file.save(file.document().set("web", "port", "81"));
                }
                default -> throw new IllegalArgumentException("nothing makes '" + kind + "' happen");
            }
        });
        assertThat(mishap).as(kind).isNotNull();
        assertThat(mishap.diagnostic().kind().word()).as(mishap.getMessage()).isEqualTo(kind);
        return (mishap.getMessage() + "\n")
                .replace(directory + "/", "")
                .replace(directory.toString(), "the directory")
                .replaceAll("process \\d+, started \\S+", "process 4711, started 2026-11-23T09:00:00Z");
    }

    private static InstallPlan plan(Path profile, RecipeFactory recipe) {
        Buildout buildout =
                Buildout.builder().withoutUserDefaults().recipe("mine", recipe).build();
        return buildout.plan(buildout.load(profile));
    }

    private static void run(InstallPlan plan) {
        Buildout.builder().build().install(plan);
    }
}
