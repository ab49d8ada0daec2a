package io.buildout4j.engine.download;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logins of a {@code .netrc} file, by host.
 *
 * @param logins by host; the empty host is the one for all others
 */
record Netrc(Map<String, Login> logins) {

    /** A user and a password. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user + ":…";
        }
    }

    static Netrc parse(String text) {
        Deque<String> words = new ArrayDeque<>(words(text));
        Map<String, Login> logins = new LinkedHashMap<>();
        while (!words.isEmpty()) {
            switch (words.remove()) {
                case "machine" -> {
                    String host = next(words);
                    // The first entry of a host counts, as for curl.
                    logins.putIfAbsent(host, login(words));
                }
                case "default" -> logins.putIfAbsent("", login(words));
                default -> {}
            }
        }
        return new Netrc(Map.copyOf(logins));
    }

    /** Comments and macro definitions, which reach to the next blank line, are no words. */
    private static List<String> words(String text) {
        StringBuilder kept = new StringBuilder();
        boolean macro = false;
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                macro = false;
            } else if (line.strip().startsWith("macdef")) {
                macro = true;
            } else if (!macro && !line.strip().startsWith("#")) {
                kept.append(line).append('\n');
            }
        }
        return kept.isEmpty() ? List.of() : List.of(kept.toString().strip().split("\\s+"));
    }

    private static Login login(Deque<String> words) {
        String user = "";
        String password = "";
        while (!words.isEmpty()
                && !words.peek().equals("machine")
                && !words.peek().equals("default")) {
            switch (words.remove()) {
                case "login" -> user = next(words);
                case "password" -> password = next(words);
                case "account" -> next(words);
                default -> {}
            }
        }
        return new Login(user, password);
    }

    private static String next(Deque<String> words) {
        String word = words.poll();
        return word == null ? "" : word;
    }

    Optional<Login> find(String host) {
        return Optional.ofNullable(logins.get(host)).or(() -> Optional.ofNullable(logins.get("")));
    }
}
