package io.buildout4j.recipes.download;

import io.buildout4j.profile.Value;
import io.buildout4j.recipe.Installation;
import io.buildout4j.recipe.Part;
import io.buildout4j.recipe.Recipe;
import io.buildout4j.recipes.archive.Trees;
import io.buildout4j.recipes.catalog.OptionType;
import io.buildout4j.recipes.catalog.RecipeDescription;
import io.buildout4j.recipes.shell.Patience;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code slapos.recipe.build:gitclone}: a clone of a git repository. People work in such trees, so a clone is not owned
 * like other files: it is deleted on uninstall only if nothing would be lost.
 */
final class GitCloneRecipe implements Recipe {

    static final RecipeDescription DESCRIPTION = RecipeDescription.of(
                    "clones a git repository", "slapos.recipe.build:gitclone")
            .withRequired("repository", OptionType.URL, "the URL or path")
            .withOptional("revision", OptionType.TEXT, "the commit or tag to check out; wins over branch")
            .withOptional("branch", OptionType.TEXT, "the branch to follow", "master, else the repository's own")
            .withOptional("location", OptionType.PATH, "the directory to make", "parts-directory/PART")
            .withOptional("git-executable", OptionType.PATH, "the program", "git")
            .withOptional("depth", OptionType.NUMBER, "how many commits of history to fetch", "all")
            .withOptional("sparse-checkout", OptionType.LINES, "what of the tree to check out, a pattern a line", "all")
            .withOptional("ignore-cloning-submodules", OptionType.TRUTH, "leave submodules empty", "false")
            .withOptional("ignore-ssl-certificate", OptionType.TRUTH, "trust any server", "false")
            .withOptional("develop", OptionType.TRUTH, "never touch the tree once it is there", "false")
            .withOptional(
                    "shared",
                    OptionType.TRUTH,
                    "make it once for all buildouts of shared-part-list; needs a revision",
                    "false")
            .withOptional("use-cache", OptionType.TRUTH, "accepted, and without effect: clones go to no network cache")
            .withOptional("forbid-download-cache", OptionType.TRUTH, "accepted, likewise")
            .withPublished("location", "the directory");

    private static final Logger LOG = LoggerFactory.getLogger(GitCloneRecipe.class);

    private final Part part;
    private final String repository;
    private final Optional<String> revision;
    private final Optional<String> branch;
    private final Optional<String> depth;
    private final List<String> sparse;
    private final boolean submodules;
    private final boolean develop;
    private final Git git;
    private final SharedPart place;

    GitCloneRecipe(Part part) {
        this.part = part;
        repository = text("repository").orElseThrow(() -> part.reject("repository", "is mandatory"));
        if (repository.startsWith("-")) {
            throw part.reject("repository", "is no repository, but an option of git");
        }
        revision = text("revision");
        Optional<String> namedBranch = text("branch");
        if (revision.isPresent() && namedBranch.isPresent()) {
            part.warn("branch", "has no effect beside a revision");
        }
        branch = revision.isPresent() ? Optional.empty() : namedBranch;
        depth = text("depth").map(number -> {
            if (!number.matches("[1-9][0-9]{0,8}")) {
                throw part.reject("depth", "is not a number of commits");
            }
            return number;
        });
        sparse = part.optional("sparse-checkout").map(Value::asLines).orElse(List.of());
        submodules = !flag("ignore-cloning-submodules");
        develop = flag("develop");
        flag("use-cache");
        flag("forbid-download-cache");
        git = new Git(
                text("git-executable").orElse("git"),
                flag("ignore-ssl-certificate"),
                Patience.of(part).limit());
        boolean shared = flag("shared");
        if (shared && revision.isEmpty()) {
            throw part.reject("shared", "needs a revision");
        }
        place = text("location")
                .map(location -> SharedPart.local(
                        part, part.directory().resolve(location).normalize()))
                .orElseGet(() -> SharedPart.of(part, part.location()));
        part.publish("location", place.location());
    }

    private Optional<String> text(String option) {
        return part.optional(option).map(Value::text).map(String::strip).filter(text -> !text.isEmpty());
    }

    private boolean flag(String option) {
        return part.optional(option)
                .filter(value -> !value.text().isBlank())
                .map(Value::asBoolean)
                .orElse(false);
    }

    @Override
    public void install(Installation installation) throws Exception {
        if (place.isShared()) {
            place.install(installation, location -> cloneTo(location, installation));
            return;
        }
        Path location = place.location();
        if (Files.exists(location, LinkOption.NOFOLLOW_LINKS)) {
            boolean isClone = Files.exists(location.resolve(".git"));
            if (develop && isClone) {
                return;
            }
            if (!isClone || git.hasLocalWork(location)) {
                throw new FileAlreadyExistsException(location
                        + (isClone ? " has changes that are nowhere else" : " is there already and is no clone"));
            }
            Trees.delete(location);
        }
        Path parent = location.getParent();
        if (parent != null) {
            installation.directory(parent);
        }
        cloneTo(location, installation);
    }

    @Override
    public void update(Installation installation) throws Exception {
        Path location = place.location();
        if (!Files.exists(location)) {
            install(installation);
        } else if (!develop && revision.isEmpty() && !isOffline()) {
            List<String> fetch = new ArrayList<>(List.of("fetch", "--quiet"));
            depth.ifPresent(number -> fetch.add("--depth=" + number));
            git.run(location, fetch);
            git.run(location, "reset", "--quiet", "--hard", "@{upstream}");
            updateSubmodules(location);
        }
    }

    private void cloneTo(Path location, Installation installation) throws IOException, InterruptedException {
        if (isOffline()
                && repository.matches("[A-Za-z][A-Za-z0-9+.-]+://.*|[^/]+@.*")
                && !repository.startsWith("file:")) {
            throw part.reject("repository", "is on the network, and this run is offline");
        }
        installation.step("cloning " + repository.replaceFirst("//[^/@]*@", "//"));
        Path staging = installation.created(
                location.resolveSibling("." + location.getFileName() + "." + UUID.randomUUID() + ".cloning"));
        try {
            clone(staging);
            Files.move(staging, location, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw part.reject("repository", "cannot be cloned: " + e.getMessage());
        } finally {
            Trees.delete(staging);
        }
    }

    private void clone(Path staging) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("clone", "--quiet", "--no-checkout"));
        branch.ifPresent(name -> words.add("--branch=" + name));
        depth.filter(number -> revision.isEmpty()).ifPresent(number -> words.add("--depth=" + number));
        words.addAll(List.of("--", repository, staging.toString()));
        git.run(part.directory(), words);
        if (branch.isEmpty() && revision.isEmpty()) {
            preferMaster(staging);
        }
        if (!sparse.isEmpty()) {
            git.run(staging, "config", "core.sparseCheckout", "true");
            Path patterns = staging.resolve(".git/info/sparse-checkout");
            Files.createDirectories(patterns.getParent());
            Files.writeString(patterns, String.join("\n", sparse) + "\n");
        }
        git.run(staging, "reset", "--quiet", "--hard", commit(staging));
        updateSubmodules(staging);
    }

    /** What profiles that name no branch have always been given, where it still exists. */
    private void preferMaster(Path clone) throws IOException, InterruptedException {
        List<String> master = List.of("rev-parse", "--quiet", "--verify", "refs/remotes/origin/master");
        if (!git.run(clone, "symbolic-ref", "HEAD").equals("refs/heads/master")
                && git.outcome(clone, master).succeeded()) {
            git.run(clone, "branch", "--quiet", "--track", "master", "origin/master");
            git.run(clone, "symbolic-ref", "HEAD", "refs/heads/master");
        }
    }

    private String commit(Path clone) throws IOException, InterruptedException {
        if (revision.isEmpty()) {
            return "HEAD";
        }
        String name = revision.get();
        for (String candidate : List.of(name, "origin/" + name)) {
            List<String> words =
                    List.of("rev-parse", "--quiet", "--verify", "--end-of-options", candidate + "^{commit}");
            if (git.outcome(clone, words).succeeded()) {
                return git.run(clone, words);
            }
        }
        // A commit that no branch reaches is not cloned, but may be given when it is asked for.
        git.run(clone, "fetch", "--quiet", "origin", name);
        return "FETCH_HEAD";
    }

    private void updateSubmodules(Path clone) throws IOException, InterruptedException {
        if (submodules && Files.exists(clone.resolve(".gitmodules"))) {
            git.run(clone, "submodule", "--quiet", "update", "--init", "--recursive");
        }
    }

    private boolean isOffline() {
        Value offline = part.section("buildout").get("offline");
        return offline != null && offline.text().strip().equals("true");
    }

    /** Deletes a clone unless somebody's work is in it. */
    static void uninstall(String part, Map<String, String> options) throws IOException, InterruptedException {
        String text = options.getOrDefault("location", "");
        if (text.isEmpty() || options.getOrDefault("shared", "").equals("true")) {
            return;
        }
        Path location = Path.of(text);
        if (!location.isAbsolute() || !Files.exists(location.resolve(".git"))) {
            return;
        }
        String executable = options.getOrDefault("git-executable", "").strip();
        Git git = new Git(executable.isEmpty() ? "git" : executable, false, Patience.STANDARD.limit());
        if (git.hasLocalWork(location)) {
            LOG.warn("part {} has uncommitted or unpushed changes in {}: it is left as it is", part, location);
            return;
        }
        Trees.delete(location);
    }
}
