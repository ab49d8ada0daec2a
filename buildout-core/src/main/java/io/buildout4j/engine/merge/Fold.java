package io.buildout4j.engine.merge;

import io.buildout4j.profile.Assignment;
import io.buildout4j.profile.History;
import io.buildout4j.profile.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The result of applying files one after the other, each as often as it is reached, without doing so. Of assignments
 * only the last counts, and which file is applied last is known from the order of last applications; only where
 * {@code +=} or {@code -=} come last are the single applications walked, backwards, as far as they matter.
 */
final class Fold {

    private final FileNode root;
    private final List<FileNode> files;
    private final long stepLimit;
    private final Map<String, List<Mention>> mentions = new LinkedHashMap<>();
    private final Map<String, BitSet> above = new ConcurrentHashMap<>();

    Fold(FileNode root, long stepLimit) {
        this.root = root;
        this.files = firstApplications(root);
        this.stepLimit = stepLimit;
        rankLastApplications(root, files.size());
        markRepeated();
        for (FileNode file : files) {
            for (Map.Entry<String, SectionDelta> section :
                    file.contribution().sections().entrySet()) {
                List<Mention> known = mentions.get(section.getKey());
                if (known == null) {
                    known = new ArrayList<>(1);
                    mentions.put(section.getKey(), known);
                }
                known.add(new Mention(file, section.getValue()));
            }
        }
    }

    FileNode root() {
        return root;
    }

    List<FileNode> files() {
        return files;
    }

    /** The files that have a section, in the order of their first applications. */
    List<Mention> mentioning(String section) {
        return mentions.getOrDefault(section, List.of());
    }

    Map<String, Map<String, Option>> sections() {
        Map<String, Map<String, Option>> result = new LinkedHashMap<>();
        for (Map.Entry<String, List<Mention>> mention : mentions.entrySet()) {
            result.put(mention.getKey(), options(mention.getKey(), mention.getValue()));
        }
        return result;
    }

    private Map<String, Option> options(String section, List<Mention> mentioned) {
        Mention first = mentioned.get(0);
        if (mentioned.size() == 1 && !first.file.repeated) {
            return single(first);
        }
        Map<String, Winner> winners = new LinkedHashMap<>();
        first.delta.fresh().forEach((name, step) -> winners.put(name, new Winner(first.file, step, true)));
        List<Mention> order = new ArrayList<>(mentioned);
        order.sort(Comparator.comparingInt(mention -> mention.file.last));
        for (Mention mention : order) {
            if (mention.file != first.file || first.file.repeated) {
                mention.delta.onto().forEach((name, step) -> winners.put(name, new Winner(mention.file, step, false)));
            }
        }
        Map<String, Option> options = new LinkedHashMap<>(winners.size() * 2);
        winners.forEach((name, winner) -> options.put(name, option(section, name, winner)));
        return options;
    }

    /** The frequent case: one file has the section, and is applied once. */
    private static Map<String, Option> single(Mention mention) {
        FileNode file = mention.file;
        Map<String, Option> options = new LinkedHashMap<>(mention.delta.fresh().size() * 2);
        for (Map.Entry<String, Step> fresh : mention.delta.fresh().entrySet()) {
            String name = fresh.getKey();
            Step step = fresh.getValue();
            options.put(name, new Option(name, step.apply("", file), Applications.history(file, step)));
        }
        return options;
    }

    private Option option(String section, String name, Winner winner) {
        FileNode file = winner.file();
        Step step = winner.step();
        String value = winner.fresh() || step.absolute()
                ? step.apply("", file)
                : new Applications(this, section, name, stepLimit).value();
        Assignment newest = step.assignment(file.place());
        return new Option(
                name,
                value,
                winner.fresh()
                        ? Applications.history(file, step)
                        : History.lazily(newest, () -> new Applications(this, section, name, stepLimit).newestFirst()));
    }

    /** Some files and all that extend them, by index. */
    BitSet withThoseAbove(Collection<FileNode> start) {
        BitSet result = new BitSet(files.size());
        Deque<FileNode> rest = new ArrayDeque<>(start);
        while (!rest.isEmpty()) {
            FileNode file = rest.pop();
            if (!result.get(file.index)) {
                result.set(file.index);
                rest.addAll(file.parents());
            }
        }
        return result;
    }

    /** The files that have a section or extend one that has, by index. */
    BitSet above(String section) {
        return above.computeIfAbsent(
                section,
                name -> withThoseAbove(
                        mentioning(name).stream().map(Mention::file).toList()));
    }

    /** Depth first, each file after those it extends, each once. */
    private static List<FileNode> firstApplications(FileNode root) {
        List<FileNode> order = new ArrayList<>();
        Map<FileNode, Integer> nextChild = new HashMap<>();
        Deque<FileNode> path = new ArrayDeque<>();
        path.push(root);
        nextChild.put(root, 0);
        while (!path.isEmpty()) {
            FileNode file = path.element();
            int child = nextChild.getOrDefault(file, 0);
            nextChild.put(file, child + 1);
            if (child == file.children().size()) {
                path.pop();
                file.index = order.size();
                order.add(file);
            } else if (nextChild.putIfAbsent(file.children().get(child), 0) == null) {
                path.push(file.children().get(child));
            }
        }
        return order;
    }

    /** The same walk backwards: what is met first is what is applied last. */
    private static void rankLastApplications(FileNode root, int count) {
        boolean[] met = new boolean[count];
        int rank = count;
        Deque<FileNode> rest = new ArrayDeque<>();
        rest.push(root);
        while (!rest.isEmpty()) {
            FileNode file = rest.pop();
            if (!met[file.index]) {
                met[file.index] = true;
                file.last = --rank;
                for (FileNode child : file.children()) {
                    rest.push(child);
                }
            }
        }
    }

    private void markRepeated() {
        for (int i = files.size() - 1; i >= 0; i--) {
            FileNode file = files.get(i);
            file.repeated = file.parents().size() > 1
                    || (file.parents().size() == 1 && file.parents().get(0).repeated);
        }
    }

    /** A file that has a section, and what it does to it. */
    record Mention(FileNode file, SectionDelta delta) {}

    /**
     * The step that decides an option.
     *
     * @param fresh whether it is the very first application to the section
     */
    private record Winner(FileNode file, Step step, boolean fresh) {}
}
