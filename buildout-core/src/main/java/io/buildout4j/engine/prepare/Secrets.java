package io.buildout4j.engine.prepare;

import io.buildout4j.profile.Value;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options that recipes marked as secret, and those into which their values went by reference. Safe for use by
 * several threads.
 */
public final class Secrets {

    /** What stands in the place of a secret wherever people read. */
    public static final String DOTS = "•••";

    private static final int SHORTEST = 3;

    private final Set<Value.Reference> marked = new HashSet<>();
    private final Map<Value.Reference, Value.Reference> copies = new HashMap<>();
    private final Map<Value.Reference, Boolean> known = new HashMap<>();
    private final Set<String> texts = new TreeSet<>(new LongestFirst());

    /** Marks an option. */
    synchronized void mark(String section, String option) {
        marked.add(new Value.Reference(section, option));
        known.clear();
    }

    /** Takes an option for secret if the one is whose value it has. */
    synchronized void follow(String section, String option, Value.Reference copied) {
        copies.put(new Value.Reference(section, option), copied);
        known.clear();
    }

    /** Remembers the text of a secret, to be kept out of messages. */
    synchronized void learn(String text) {
        for (String piece : List.of(text, text.strip())) {
            if (piece.length() >= SHORTEST) {
                texts.add(piece);
            }
        }
    }

    /** Whether nothing is secret. */
    public synchronized boolean isEmpty() {
        return marked.isEmpty();
    }

    /** Whether a value is secret, by a mark or by what it refers to. */
    public synchronized boolean cover(Value value, Sections sections) {
        if (marked.isEmpty()) {
            return false;
        }
        boolean secret = covers(new Value.Reference(value.section(), value.option()), value, sections, new HashSet<>());
        if (secret) {
            learn(value.text());
        }
        return secret;
    }

    private boolean covers(Value.Reference option, Value value, Sections sections, Set<Value.Reference> open) {
        Boolean answer = known.get(option);
        if (answer != null) {
            return answer;
        }
        boolean secret = marked.contains(option);
        if (!secret && open.add(option)) {
            for (Value.Reference reference : value.references()) {
                secret |= covers(reference, sections, open);
            }
            Value.Reference copied = copies.get(option);
            secret |= copied != null && covers(copied, sections, open);
        }
        known.put(option, secret);
        return secret;
    }

    private boolean covers(Value.Reference option, Sections sections, Set<Value.Reference> open) {
        Value value = sections.open(option.section()).values().get(option.option());
        return value != null && covers(option, value, sections, open);
    }

    /** A text with dots in the place of every secret. */
    public synchronized String mask(String text) {
        String masked = text;
        for (String secret : texts) {
            masked = masked.replace(secret, DOTS);
        }
        return masked;
    }

    /** So that no part of a longer secret is left over. */
    private static final class LongestFirst implements Comparator<String> {

        @Override
        public int compare(String a, String b) {
            return a.length() == b.length() ? a.compareTo(b) : Integer.compare(b.length(), a.length());
        }
    }
}
