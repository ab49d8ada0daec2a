package io.buildout4j.engine.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says in words what file exceptions say by their class. */
public final class Failures {

    private Failures() {}

    /** Why an operation failed, path and all, in lower case: {@code bin/x: no space left on device}. */
    public static String reason(IOException e) {
        if (!(e instanceof FileSystemException failure) || failure.getFile() == null) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        String place = failure.getOtherFile() == null
                ? failure.getFile()
                : failure.getFile() + " -> " + failure.getOtherFile();
        return place + ": " + why(failure);
    }

    private static String why(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "directory not empty";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory";
        }
        return failure.getReason() == null
                ? failure.getClass().getSimpleName()
                : failure.getReason().toLowerCase(Locale.ROOT);
    }
}
