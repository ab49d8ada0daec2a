package io.buildout4j.profile.edit;

import io.buildout4j.BuildoutException;
import io.buildout4j.download.Checksum;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Assignment.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The text of one profile file, every character of it, and what each is. Any text has a document, a malformed one too.
 * Immutable: an edit gives a new document whose text differs in the lines the edit is about and in no others, and one
 * whose outcome is there already gives this document.
 *
 * <p>Sections are called by their label: {@code versions} is what {@code [versions]} says on every machine,
 * {@code versions:python2} what {@code [versions:python2]} says where that condition holds; an edit of the one leaves
 * the other alone. What other files say, and what macros bring, is not seen here.
 */
public final class ProfileDocument {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Options that mean nothing with {@code +=}, or another thing. */
    private static final Set<String> ONLY_SET = Set.of("extends", "optional-extends", "<");

    /** Options whose entries are words rather than lines. */
    private static final Set<String> WORDS = Set.of("extends", "optional-extends", "parts", "<part-dependencies>");

    private final String text;
    private final List<Line> lines;
    private final List<WrittenSection> sections;

    private ProfileDocument(String text) {
        this.text = text;
        lines = List.copyOf(DocumentReader.lines(text, hasByteOrderMark() ? 1 : 0));
        sections = Outline.sections(lines);
    }

    /** The document of a text, whatever the text is. */
    public static ProfileDocument parse(String text) {
        return new ProfileDocument(text);
    }

    /** The text, to the character the one it was parsed from or an edit gave it. */
    public String text() {
        return text;
    }

    /** Whether the text begins with a byte order mark, which is no part of the profile. */
    public boolean hasByteOrderMark() {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    }

    /** The lines in order. */
    public List<Line> lines() {
        return lines;
    }

    /** The tokens in order; their texts joined are the text. */
    public Stream<Token> tokens() {
        Stream<Token> mark = hasByteOrderMark()
                ? Stream.of(new Token(Token.Kind.BYTE_ORDER_MARK, text.substring(0, 1), 0, 1, 0))
                : Stream.of();
        return Stream.concat(mark, lines.stream().flatMap(line -> line.tokens().stream()));
    }

    /** The lines that keep the file from being loaded, but for those that stand in a section with a false condition. */
    public List<Line.Malformed> malformed() {
        return lines.stream()
                .filter(Line.Malformed.class::isInstance)
                .map(Line.Malformed.class::cast)
                .toList();
    }

    /** The sections as written, in order; one that is opened again stands here again. */
    public List<WrittenSection> sections() {
        return sections;
    }

    /** The sections of that label, in order. */
    public List<WrittenSection> sections(String label) {
        return sections.stream()
                .filter(section -> section.label().equals(label))
                .toList();
    }

    /** The place that writes an option last, whatever its operator. */
    public Optional<WrittenOption> find(String label, String option) {
        return last(written(label, option));
    }

    /** The place that writes an option with that operator last. */
    public Optional<WrittenOption> find(String label, String option, Operator operator) {
        return last(written(label, option, operator));
    }

    /**
     * Sets an option with the operator it is written with last, or with {@code =} if it is not there.
     *
     * @throws BuildoutException.Editing if no profile can hold that; see {@link #set(String, String, Operator, String)}
     */
    public ProfileDocument set(String label, String option, String value) {
        Operator operator = find(label, option).map(WrittenOption::operator).orElse(Operator.SET);
        return set(label, option, operator, value);
    }

    /**
     * Sets what an option says with an operator. Of places that override each other the last is changed; additions, which
     * add up, become one. An option that is not there is written at the end of its section, and a section that is not
     * there at the end of the file. Read again, the option has exactly the value given.
     *
     * @param value the lines, divided by LF
     * @throws BuildoutException.Editing if no profile can hold that value or name: if a line ends in blanks, if all lines
     *     are indented, or if the value begins or ends with an empty line
     */
    public ProfileDocument set(String label, String option, Operator operator, String value) {
        List<WrittenOption> places = Outline.counting(written(label, option), operator);
        if (places.size() == 1 && places.get(0).value().equals(value)) {
            return this;
        }
        if (places.isEmpty()) {
            Refusal.unlessText(label, option, value);
            String added = OptionText.fresh(Style.of(lines), option, operator, value)
                    .orElseThrow(() -> Refusal.unwritable(label, option, value));
            ProfileDocument target = sections(label).isEmpty() ? addSection(label) : this;
            return Worlds.stillLoads(this, target.insert(target.ending(label), added));
        }
        ProfileDocument result = change(label, places.get(places.size() - 1), value);
        for (int i = places.size() - 2; i >= 0; i--) {
            result = result.without(places.get(i));
        }
        return result;
    }

    /**
     * Removes an option with all places that write it, whatever their operators, and the comments inside its values.
     *
     * @throws BuildoutException.Editing if a section with a condition could then not be read where it does not hold
     */
    public ProfileDocument remove(String label, String option) {
        List<WrittenOption> places = written(label, option);
        ProfileDocument result = this;
        for (int i = places.size() - 1; i >= 0; i--) {
            result = result.without(places.get(i));
        }
        return Worlds.stillLoads(this, result);
    }

    /**
     * Adds an entry to a list, on a line of its own below the last. A list that is not there is begun with {@code +=}, so
     * that it adds to what other files say; {@code extends}, which knows no addition, with {@code =}. An entry that is
     * there already stays the only one.
     *
     * @throws BuildoutException.Editing if the entry is no single line without outer blanks, or of a list of words no word
     */
    public ProfileDocument addEntry(String label, String option, String entry) {
        List<String> read = WORDS.contains(option) ? Blanks.words(entry) : List.of(Blanks.strip(entry));
        if (entry.isEmpty() || entry.indexOf('\n') >= 0 || !read.equals(List.of(entry))) {
            throw Refusal.unwritable(label, option, entry);
        }
        List<WrittenOption> places = lists(label, option);
        if (places.stream().anyMatch(place -> entries(place).contains(entry))) {
            return this;
        }
        Optional<WrittenOption> list = last(places);
        if (list.isEmpty()) {
            return set(label, option, ONLY_SET.contains(option) ? Operator.SET : Operator.ADD, entry);
        }
        String value = list.get().value();
        return change(label, list.get(), value.isEmpty() ? entry : value + "\n" + entry);
    }

    /** Removes an entry from a list, wherever in the section the list has it. */
    public ProfileDocument removeEntry(String label, String option, String entry) {
        ProfileDocument result = this;
        for (int i = lists(label, option).size() - 1; i >= 0; i--) {
            WrittenOption place = result.lists(label, option).get(i);
            if (entries(place).contains(entry)) {
                result = result.change(label, place, Outline.without(place.value(), entry, WORDS.contains(option)));
            }
        }
        return result;
    }

    /**
     * Pins a project to a version, in the section that <code>[buildout] versions</code> names, {@code [versions]} if it
     * names none. A pin that spells the project in another way is the one that is changed.
     *
     * @throws BuildoutException.Editing if no profile can hold that name or version
     */
    public ProfileDocument setVersion(String project, String version) {
        String label = find("buildout", "versions").map(WrittenOption::value).orElse("versions");
        String wanted = normalised(project);
        String option = sections(label).stream()
                .flatMap(section -> section.options().stream())
                .map(WrittenOption::name)
                .filter(name -> normalised(name).equals(wanted))
                .reduce((before, after) -> after)
                .orElse(project);
        return set(label, option, version);
    }

    /**
     * Sets the checksum of a section's download, such as {@code sha256sum}. Checksums in other algorithms that the section
     * has were those of another file, and go.
     *
     * @throws BuildoutException.Editing if the label can be none
     */
    public ProfileDocument setChecksum(String label, Checksum checksum) {
        ProfileDocument result = set(label, checksum.algorithm().option(), checksum.hex());
        for (Checksum.Algorithm other : Checksum.Algorithm.values()) {
            if (other != checksum.algorithm()) {
                result = result.remove(label, other.option());
            }
        }
        return result;
    }

    /**
     * Adds an empty section at the end of the file, unless it is there.
     *
     * @throws BuildoutException.Editing if no section can have that label
     */
    public ProfileDocument addSection(String label) {
        return addSection(label, lines.size());
    }

    /**
     * Adds an empty section below another, unless it is there.
     *
     * @throws BuildoutException.Editing if no section can have that label, there is no other of that label, or a section
     *     with a condition could then not be read where it does not hold
     */
    public ProfileDocument addSectionAfter(String other, String label) {
        Refusal.unlessPresent(other, sections(other));
        return Worlds.stillLoads(this, addSection(label, ending(other)));
    }

    private ProfileDocument addSection(String label, int at) {
        Refusal.unlessLabel(label);
        if (!sections(label).isEmpty()) {
            return this;
        }
        boolean close = at > 0 && !(lines.get(at - 1) instanceof Line.Blank);
        String end = Style.of(lines).lineEnd();
        return insert(at, (close ? end : "") + "[" + label + "]" + end);
    }

    /**
     * Removes a section with all its places, and the comments that lead on to it; of a plain name also the sections of
     * that name with a condition.
     *
     * @throws BuildoutException.Editing if a section with a condition could then not be read where it does not hold
     */
    public ProfileDocument removeSection(String label) {
        List<WrittenSection> gone = named(label);
        Set<Integer> numbers = new TreeSet<>();
        gone.forEach(section -> numbers.addAll(Outline.extent(lines, section)));
        return gone.isEmpty() ? this : Worlds.stillLoads(this, without(numbers));
    }

    /**
     * Gives a section another name, in all its places; of a plain name also the sections of that name with a condition,
     * which they keep. References to it, and its name in lists, are left as they are.
     *
     * @throws BuildoutException.Editing if there is no such section, no section can have the new name, or one has it
     */
    public ProfileDocument renameSection(String label, String name) {
        List<WrittenSection> renamed = named(label);
        Refusal.unlessPresent(label, renamed);
        Refusal.unlessName(name);
        if (renamed.get(0).name().equals(name)) {
            return this;
        }
        Refusal.ifPresent(name, named(name));
        StringBuilder result = new StringBuilder(text);
        for (int i = renamed.size() - 1; i >= 0; i--) {
            Token token = Outline.nameOf(renamed.get(i));
            result.replace(token.offset(), token.offset() + token.text().length(), name);
        }
        return new ProfileDocument(result.toString());
    }

    /** Whether the other is a document of the same text. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ProfileDocument document && document.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text. */
    @Override
    public String toString() {
        return text;
    }

    private List<WrittenOption> written(String label, String option) {
        return sections(label).stream()
                .flatMap(section -> section.options().stream())
                .filter(place -> place.name().equals(option))
                .toList();
    }

    private List<WrittenOption> written(String label, String option, Operator operator) {
        return written(label, option).stream()
                .filter(place -> place.operator() == operator)
                .toList();
    }

    /** The places whose lines are entries of a list, rather than entries it must not have. */
    private List<WrittenOption> lists(String label, String option) {
        List<WrittenOption> all = written(label, option);
        List<WrittenOption> lists = new ArrayList<>(Outline.counting(all, Operator.SET));
        lists.addAll(Outline.counting(all, Operator.ADD));
        return lists;
    }

    private static List<String> entries(WrittenOption place) {
        return WORDS.contains(place.name()) ? Blanks.words(place.value()) : place.entries();
    }

    private List<WrittenSection> named(String label) {
        return sections.stream()
                .filter(section ->
                        section.label().equals(label) || section.name().equals(label))
                .toList();
    }

    private static Optional<WrittenOption> last(List<WrittenOption> places) {
        return places.isEmpty() ? Optional.empty() : Optional.of(places.get(places.size() - 1));
    }

    private static String normalised(String project) {
        return project.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    private int ending(String label) {
        List<WrittenSection> places = sections(label);
        return Outline.end(lines, places.get(places.size() - 1));
    }

    private ProfileDocument change(String label, WrittenOption place, String value) {
        Refusal.unlessText(label, place.name(), value);
        String changed = OptionText.changed(Style.of(lines), place, value)
                .orElseThrow(() -> Refusal.unwritable(label, place.name(), value));
        int from = place.first().number() - 1;
        return Worlds.stillLoads(this, replace(from, from + place.lines().size(), changed));
    }

    private ProfileDocument without(WrittenOption place) {
        Set<Integer> gone = new TreeSet<>();
        place.lines().stream()
                .filter(line -> !(line instanceof Line.Malformed))
                .forEach(line -> gone.add(line.number()));
        return without(gone);
    }

    private ProfileDocument without(Set<Integer> lineNumbers) {
        StringBuilder result = new StringBuilder(text.substring(0, hasByteOrderMark() ? 1 : 0));
        lines.stream().filter(line -> !lineNumbers.contains(line.number())).forEach(line -> result.append(line.text()));
        return new ProfileDocument(result.toString());
    }

    private ProfileDocument replace(int from, int to, String replacement) {
        return new ProfileDocument(text.substring(0, offset(from)) + replacement + text.substring(offset(to)));
    }

    /** Adds whole lines before the line of an index; a file whose last line has no end keeps it so. */
    private ProfileDocument insert(int index, String added) {
        boolean open = index > 0 && lines.get(index - 1).end().isEmpty();
        return replace(index, index, open ? Style.of(lines).lineEnd() + OptionText.withoutEnd(added) : added);
    }

    private int offset(int index) {
        return index < lines.size() ? lines.get(index).offset() : text.length();
    }
}
