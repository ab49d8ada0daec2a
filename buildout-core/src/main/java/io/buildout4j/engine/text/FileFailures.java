package io.buildout4j.engine.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says in words what file exceptions say by their class. */
public final class FileFailures {

    private FileFailures() {}

    /** Why an operation failed, path and all, in lower case: {@code bin/x: no space left on device}. */
    public static String reason(IOException e) {
        if (!(e instanceof FileSystemException failure) || failure.getFile() == null) {
            return why(e);
        }
        String place = failure.getOtherFile() == null
                ? failure.getFile()
                : failure.getFile() + " -> " + failure.getOtherFile();
        return place + ": " + why(e);
    }

    /** Why an operation failed, for messages that name the file themselves: {@code no space left on device}. */
    public static String why(Throwable e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "directory not empty";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        String told = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return told == null
                ? e.getClass().getSimpleName()
                : e instanceof FileSystemException ? told.toLowerCase(Locale.ROOT) : told;
    }
}
