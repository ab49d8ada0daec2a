package io.buildout4j.engine.install;

import io.buildout4j.engine.state.Disk;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes sure that what parts made is on the disk before the record says so. A few files are flushed one by one; for many
 * that would take longer than making them did, so that the system is asked to flush the whole file system at once.
 */
final class Settle {

    private static final int FEW = 200;

    private Settle() {}

    /**
     * @param directory the directory of the buildout
     * @param made what was made, at any depth
     */
    static void settle(Path directory, List<Path> made) throws IOException {
        List<Path> files = new ArrayList<>();
        Set<Path> directories = new LinkedHashSet<>();
        boolean flushed = false;
        Deque<Path> open = new ArrayDeque<>(made);
        for (Path path : made) {
            directories.add(Disk.directoryOf(path));
        }
        while (!open.isEmpty()) {
            Path path = open.pop();
            if (!flushed && files.size() + directories.size() > FEW && flush(directory)) {
                flushed = true;
                files.removeIf(file -> file.startsWith(directory));
                directories.removeIf(file -> file.startsWith(directory));
            }
            if (flushed && path.startsWith(directory)) {
                continue;
            }
            if (Disk.isDirectory(path)) {
                directories.add(path);
                open.addAll(Disk.list(path));
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                files.add(path);
            }
        }
        for (Path file : files) {
            if (Files.isReadable(file)) {
                Disk.sync(file);
            }
        }
        for (Path changed : directories) {
            if (Disk.isDirectory(changed)) {
                Disk.sync(changed);
            }
        }
    }

    /** Asks the system to flush a file system; false where it cannot be asked. */
    private static boolean flush(Path directory) {
        if (directory.getFileSystem() != FileSystems.getDefault()) {
            return false;
        }
        boolean interrupted = Thread.interrupted();
        try {
            Process sync = new ProcessBuilder("sync", "-f", directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return sync.waitFor(10, TimeUnit.MINUTES) && sync.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
