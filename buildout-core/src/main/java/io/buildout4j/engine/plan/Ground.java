package io.buildout4j.engine.plan;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.engine.prepare.Recorded;
import io.buildout4j.engine.state.Boot;
import io.buildout4j.engine.state.InstalledPart;
import io.buildout4j.engine.state.Journal;
import io.buildout4j.engine.state.JournalRecord;
import io.buildout4j.engine.state.Recovery;
import io.buildout4j.engine.state.State;
import io.buildout4j.engine.state.StateFile;
import io.buildout4j.engine.state.Workspace;
import io.buildout4j.engine.text.FileFailures;
import io.buildout4j.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** What a plan stands on: the state, what an interrupted run left, and the files of the profile, as they were then. */
public final class Ground implements Recorded {

    private final StateFile file;
    private final Workspace workspace;
    private final byte[] stateBytes;
    private final byte[] journal;
    private final Map<Path, String> profileFiles;
    private final State state;
    private final Recovery recovery;

    private final Boot boot;

    private Ground(
            StateFile file,
            Workspace workspace,
            byte[] stateBytes,
            byte[] journal,
            Map<Path, String> profileFiles,
            Boot boot) {
        this.boot = boot;
        this.file = file;
        this.workspace = workspace;
        this.stateBytes = stateBytes;
        this.journal = journal;
        this.profileFiles = profileFiles;
        List<JournalRecord> records = Journal.records(journal, workspace.journal());
        this.recovery = new Recovery(records, boot, workspace.root().getFileSystem());
        this.state = recovery.apply(file.parse(stateBytes));
    }

    /**
     * Looks at the ground. Writes nothing.
     *
     * @param boot the machine's start this process lives in
     */
    public static Ground survey(Path directory, Optional<Path> stateFile, Profile profile, Boot boot) {
        StateFile file = new StateFile(stateFile);
        Workspace workspace = Workspace.of(directory, stateFile);
        Map<Path, String> files = new HashMap<>();
        for (Path source : sources(profile)) {
            files.put(source, look(source));
        }
        return new Ground(file, workspace, file.bytes(), journal(workspace), files, boot);
    }

    private static byte[] journal(Workspace workspace) {
        try {
            return Journal.bytes(workspace.journal());
        } catch (IOException e) {
            throw new BuildoutException.Preparing(
                    Diagnostic.error(
                            Diagnostic.Kind.STATE_UNREADABLE,
                            workspace.journal().toString(),
                            "the journal of an interrupted run cannot be read: " + FileFailures.reason(e)),
                    e);
        }
    }

    private static Set<Path> sources(Profile profile) {
        Set<Path> files = new HashSet<>();
        for (String name : profile.files()) {
            try {
                Path path = profile.directory().resolve(name);
                if (Files.isRegularFile(path)) {
                    files.add(path);
                }
            } catch (InvalidPathException e) {
                // A logger is costly to make, and this hardly ever happens.
                LoggerFactory.getLogger(Ground.class).debug("{} is no file that could change", name);
            }
        }
        return files;
    }

    private static String look(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) + " "
                    + attributes.fileKey();
        } catch (IOException e) {
            return "gone";
        }
    }

    /** What is installed, counting what an interrupted run finished. */
    public State state() {
        return state;
    }

    public StateFile file() {
        return file;
    }

    public Workspace workspace() {
        return workspace;
    }

    /** The machine's start this was looked at in. */
    public Boot boot() {
        return boot;
    }

    /** Whether an earlier run was interrupted, and must be cleaned up after. */
    public boolean isInterrupted() {
        return journal.length > 0;
    }

    public Recovery recovery() {
        return recovery;
    }

    /** What has changed since, if anything, in the words of a message. */
    public Optional<String> shift() {
        if (!Arrays.equals(stateBytes, file.bytes())) {
            return Optional.of(file.path().map(Path::toString).orElse("the state"));
        }
        if (!Arrays.equals(journal, journal(workspace))) {
            return Optional.of(workspace.journal().toString());
        }
        SortedSet<String> changed = new TreeSet<>();
        for (Map.Entry<Path, String> file : profileFiles.entrySet()) {
            if (!look(file.getKey()).equals(file.getValue())) {
                changed.add(file.getKey().toString());
            }
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(changed.first());
    }

    /** The options of a part as they were recorded when it was installed, without secrets; empty if it is not installed. */
    @Override
    public Map<String, String> recorded(String part) {
        InstalledPart installed = state.part(part);
        if (installed == null) {
            return Map.of();
        }
        Map<String, String> options = new HashMap<>(installed.options());
        options.values().removeIf(SecretKey::isDigest);
        return options;
    }
}
