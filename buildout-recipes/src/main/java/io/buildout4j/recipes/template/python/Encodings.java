package io.buildout4j.recipes.template.python;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Text to bytes and back, by Python's names of encodings. */
public final class Encodings {

    private Encodings() {}

    /** The encoding that Python calls so, if there is one. */
    public static Optional<Charset> find(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "utf-8", "utf8", "u8" -> Optional.of(StandardCharsets.UTF_8);
            case "ascii", "us-ascii" -> Optional.of(StandardCharsets.US_ASCII);
            case "latin-1", "latin1", "iso-8859-1", "iso8859-1" -> Optional.of(StandardCharsets.ISO_8859_1);
            case "utf-16-le", "utf-16le" -> Optional.of(StandardCharsets.UTF_16LE);
            case "utf-16-be", "utf-16be" -> Optional.of(StandardCharsets.UTF_16BE);
            case "utf-16", "utf16", "u16" -> Optional.of(Charset.forName("x-UTF-16LE-BOM"));
            default -> known(name.replace('_', '-'));
        };
    }

    private static Optional<Charset> known(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Charset charset(String name) {
        return find(name).orElseThrow(() -> new PythonError("LookupError", "unknown encoding: " + name));
    }

    private static CodingErrorAction action(String errors) {
        return switch (errors) {
            case "strict" -> CodingErrorAction.REPORT;
            case "ignore" -> CodingErrorAction.IGNORE;
            case "replace" -> CodingErrorAction.REPLACE;
            default -> throw new PythonError("LookupError", "unknown error handler name '" + errors + "'");
        };
    }

    static PyBytes encode(String text, String encoding, String errors) {
        try {
            ByteBuffer bytes = charset(encoding)
                    .newEncoder()
                    .onMalformedInput(action(errors))
                    .onUnmappableCharacter(action(errors))
                    .encode(CharBuffer.wrap(text));
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return new PyBytes(array);
        } catch (CharacterCodingException e) {
            throw new PythonError("UnicodeEncodeError", "'" + encoding + "' codec can't encode a character");
        }
    }

    static String decode(PyBytes bytes, String encoding, String errors) {
        try {
            return charset(encoding)
                    .newDecoder()
                    .onMalformedInput(action(errors))
                    .onUnmappableCharacter(action(errors))
                    .decode(ByteBuffer.wrap(bytes.array()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PythonError("UnicodeDecodeError", "'" + encoding + "' codec can't decode the bytes");
        }
    }
}
