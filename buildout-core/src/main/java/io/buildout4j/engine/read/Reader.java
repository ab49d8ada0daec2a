package io.buildout4j.engine.read;

import io.buildout4j.BuildoutException;
import io.buildout4j.Diagnostic;
import io.buildout4j.Limits;
import io.buildout4j.engine.text.FileFailures;
import io.buildout4j.profile.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the text of one file, wherever it is. */
public final class Reader {

    private final Limits limits;

    public Reader(Limits limits) {
        this.limits = limits;
    }

    /**
     * The text, without a byte order mark.
     *
     * @param web how URLs other than {@code file:} are read
     * @throws BuildoutException if it cannot be had, or is no text in UTF-8
     */
    public String read(Place place, Web web) {
        return decode(bytes(place, web), place);
    }

    /**
     * The text of a file on this machine to the last character: with its byte order mark, if it has one.
     *
     * @throws BuildoutException if it cannot be had, or is no text in UTF-8
     */
    public String readWithMark(Place.Local file) {
        byte[] bytes = bytes(file.path(), file);
        return (hasMark(bytes) ? "\ufeff" : "") + decode(bytes, file);
    }

    private byte[] bytes(Place place, Web web) {
        if (place instanceof Place.Local local) {
            return bytes(local.path(), place);
        }
        String url = place.location();
        if (url.startsWith("file:")) {
            try {
                return bytes(Path.of(URI.create(url)), place);
            } catch (IllegalArgumentException e) {
                throw problem(Diagnostic.Kind.URL_UNREACHABLE, url, "'" + url + "' names no file", e);
            }
        }
        try {
            return web.read(url, limits.fileSize());
        } catch (Web.OfflineException e) {
            throw problem(Diagnostic.Kind.OFFLINE, url, "cannot read " + url + ": " + FileFailures.why(e), e);
        } catch (IOException e) {
            throw problem(Diagnostic.Kind.URL_UNREACHABLE, url, "cannot read " + url + ": " + FileFailures.why(e), e);
        }
    }

    private byte[] bytes(Path path, Place place) {
        String name = place.location();
        try {
            byte[] bytes = Files.readAllBytes(path);
            if (bytes.length > limits.fileSize()) {
                throw problem(
                        Diagnostic.Kind.FILE_UNREADABLE,
                        name,
                        "the file " + name + " has more than " + limits.fileSize() + " bytes",
                        null);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new BuildoutException.Reading(
                    Diagnostic.error(Diagnostic.Kind.FILE_NOT_FOUND, name, "there is no file " + name)
                            .withHint("names are taken from the directory of the file that extends it")
                            .withMeant(String.valueOf(path.getFileName()), Neighbours.of(path)),
                    e);
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("Not a directory")) {
                throw problem(Diagnostic.Kind.FILE_NOT_FOUND, name, "there is no file " + name, e);
            }
            throw problem(Diagnostic.Kind.FILE_UNREADABLE, name, "cannot read " + name + ": " + FileFailures.why(e), e);
        } catch (IOException | InvalidPathException | OutOfMemoryError e) {
            throw problem(Diagnostic.Kind.FILE_UNREADABLE, name, "cannot read " + name + ": " + FileFailures.why(e), e);
        }
    }

    private static String decode(byte[] bytes, Place place) {
        int start = hasMark(bytes) ? 3 : 0;
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw badText(bytes, i, place, "holds a NUL byte");
            }
        }
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            ByteBuffer rest = ByteBuffer.wrap(bytes, start, bytes.length - start);
            try {
                StandardCharsets.UTF_8.newDecoder().decode(rest);
            } catch (CharacterCodingException e) {
                throw badText(bytes, rest.position(), place, "is not UTF-8");
            }
        }
        return text;
    }

    private static boolean hasMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    }

    private static BuildoutException badText(byte[] bytes, int at, Place place, String problem) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(at, bytes.length); i++) {
            column = bytes[i] == '\n' ? 1 : column + 1;
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return new BuildoutException.Reading(
                Diagnostic.error(Diagnostic.Kind.ENCODING_ERROR, place.location(), "the file " + problem + " here")
                        .at(new Origin.File(place.shown(), line, column)));
    }

    private static BuildoutException problem(
            Diagnostic.Kind kind, String detail, String problem, @Nullable Throwable cause) {
        return new BuildoutException.Reading(Diagnostic.error(kind, detail, problem), cause);
    }
}
