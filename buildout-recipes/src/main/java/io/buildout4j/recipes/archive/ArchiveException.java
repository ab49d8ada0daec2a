package io.buildout4j.recipes.archive;

import java.io.IOException;

/** An archive that is none, is broken, or holds what is not written to disk; the message names the entry. */
public final class ArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    ArchiveException(String message) {
        super(message);
    }

    ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
