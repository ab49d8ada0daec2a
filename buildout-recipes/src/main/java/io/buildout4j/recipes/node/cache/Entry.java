package io.buildout4j.recipes.node.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a cache says of a tree. It is stored as JSON on one line and a signature of that line on the next, empty if nobody
 * signed.
 *
 * @param key what made the tree: who signs an entry signs it for this key alone
 * @param part the name of the part, for people
 * @param sha256 of the packed tree
 * @param size of the packed tree in bytes
 * @param root the directory of shared parts it was built below
 * @param bound whether it names that directory, and so works in no other
 */
record Entry(String key, String part, String sha256, long size, String root, boolean bound) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    byte[] text(Trust trust) {
        try {
            byte[] line = MAPPER.writeValueAsBytes(this);
            String whole = new String(line, StandardCharsets.UTF_8) + "\n" + trust.sign(line) + "\n";
            return whole.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts can be written", e);
        }
    }

    /** The entry in a text, if it is one, for that key, and to be believed. */
    static Optional<Entry> believed(byte[] text, String key, Trust trust) {
        int end = 0;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        byte[] line = Arrays.copyOf(text, end);
        String signature = new String(text, end, text.length - end, StandardCharsets.UTF_8).strip();
        if (!trust.believes(line, signature)) {
            return Optional.empty();
        }
        try {
            Entry entry = MAPPER.readValue(line, Entry.class);
            return Optional.ofNullable(entry)
                    .filter(e -> key.equals(e.key)
                            && e.root != null
                            && e.sha256 != null
                            && e.sha256.matches("[0-9a-f]{64}"));
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }
}
