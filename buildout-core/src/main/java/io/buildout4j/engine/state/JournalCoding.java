package io.buildout4j.engine.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Records as bytes: length, checksum, payload; the payload a letter for the kind and then its texts, each with its
 * length. A record that was not written as a whole is not taken for one.
 */
final class JournalCoding {

    private static final int HEAD = 8;

    private JournalCoding() {}

    static ByteBuffer encode(Collection<? extends JournalRecord> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        records.forEach(record -> bytes.writeBytes(encode(record).array()));
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    static ByteBuffer encode(JournalRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(0);
            out.writeInt(0);
            write(record, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        CRC32 checksum = new CRC32();
        checksum.update(buffer.array(), HEAD, buffer.limit() - HEAD);
        buffer.putInt(0, buffer.limit() - HEAD);
        buffer.putInt(4, (int) checksum.getValue());
        return buffer;
    }

    /**
     * The records up to the first that is not whole.
     *
     * @param place makes a path of a text
     */
    static List<JournalRecord> decode(byte[] journal, Function<String, Path> place) {
        List<JournalRecord> records = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(journal);
        while (buffer.remaining() > HEAD) {
            int length = buffer.getInt();
            int expected = buffer.getInt();
            if (length <= 0 || length > buffer.remaining()) {
                break;
            }
            CRC32 checksum = new CRC32();
            checksum.update(journal, buffer.position(), length);
            if ((int) checksum.getValue() != expected) {
                break;
            }
            try (DataInputStream in =
                    new DataInputStream(new ByteArrayInputStream(journal, buffer.position(), length))) {
                records.add(read(in, place));
            } catch (IOException e) {
                break;
            }
            buffer.position(buffer.position() + length);
        }
        return records;
    }

    private static void write(JournalRecord record, DataOutputStream out) throws IOException {
        if (record instanceof JournalRecord.Opened opened) {
            texts(out, 'O', opened.part(), opened.state(), opened.boot());
        } else if (record instanceof JournalRecord.Synced synced) {
            texts(out, 'S', synced.part());
        } else if (record instanceof JournalRecord.Begun begun) {
            texts(out, 'B', begun.part());
        } else if (record instanceof JournalRecord.Vacant vacant) {
            texts(out, 'V', vacant.part());
            list(out, vacant.paths().stream().map(Path::toString).toList());
        } else if (record instanceof JournalRecord.Created created) {
            texts(out, 'C', created.part(), created.path().toString());
        } else if (record instanceof JournalRecord.Moved moved) {
            texts(out, 'M', moved.part(), moved.path().toString(), moved.aside().toString());
        } else if (record instanceof JournalRecord.Copied copied) {
            texts(
                    out,
                    'P',
                    copied.part(),
                    copied.path().toString(),
                    copied.aside().toString());
        } else if (record instanceof JournalRecord.Filled filled) {
            texts(out, 'F', filled.part(), filled.path().toString());
            list(out, filled.before());
        } else if (record instanceof JournalRecord.Directory directory) {
            texts(out, 'D', directory.part(), directory.path().toString());
        } else if (record instanceof JournalRecord.Done done) {
            InstalledPart part = done.installed();
            texts(out, 'I', part.name(), part.signature());
            list(out, part.paths());
            list(out, part.directories());
            list(out, part.options().keySet());
            list(out, part.options().values());
        } else if (record instanceof JournalRecord.Gone gone) {
            texts(out, 'G', gone.part());
        } else {
            texts(out, 'U', record.part());
        }
    }

    private static JournalRecord read(DataInputStream in, Function<String, Path> place) throws IOException {
        char kind = (char) in.readByte();
        String part = text(in);
        return switch (kind) {
            case 'O' -> new JournalRecord.Opened(text(in), text(in));
            case 'S' -> new JournalRecord.Synced();
            case 'B' -> new JournalRecord.Begun(part);
            case 'V' ->
                new JournalRecord.Vacant(part, list(in).stream().map(place).toList());
            case 'C' -> new JournalRecord.Created(part, place.apply(text(in)));
            case 'M' -> new JournalRecord.Moved(part, place.apply(text(in)), place.apply(text(in)));
            case 'P' -> new JournalRecord.Copied(part, place.apply(text(in)), place.apply(text(in)));
            case 'F' -> new JournalRecord.Filled(part, place.apply(text(in)), list(in));
            case 'D' -> new JournalRecord.Directory(part, place.apply(text(in)));
            case 'I' -> {
                String signature = text(in);
                List<String> paths = list(in);
                List<String> directories = list(in);
                List<String> names = list(in);
                List<String> values = list(in);
                Map<String, String> options = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    options.put(names.get(i), values.get(i));
                }
                yield new JournalRecord.Done(new InstalledPart(part, options, paths, directories, signature));
            }
            case 'G' -> new JournalRecord.Gone(part);
            case 'U' -> new JournalRecord.Undone(part);
            default -> throw new IOException("unknown kind of record " + kind);
        };
    }

    private static void texts(DataOutputStream out, char kind, String... texts) throws IOException {
        out.writeByte(kind);
        for (String text : texts) {
            text(out, text);
        }
    }

    private static void list(DataOutputStream out, Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static List<String> list(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
