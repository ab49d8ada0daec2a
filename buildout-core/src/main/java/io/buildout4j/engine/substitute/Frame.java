package io.buildout4j.engine.substitute;

import io.buildout4j.engine.text.Blanks;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that was begun and waits for something else: what a recursive program would keep on its stack. */
sealed interface Frame {

    /** A section that is being looked up: its own references first, then what it depends on, then its recipe. */
    final class Lookup implements Frame {
        final LiveSection section;
        final Iterator<String> options;
        private @Nullable Iterator<String> dependencies;

        @Nullable
        String waitingFor;

        boolean constructing;

        Lookup(LiveSection section) {
            this.section = section;
            this.options = section.referring().iterator();
        }

        /** @param text the value of the option that lists the dependencies */
        Iterator<String> dependencies(String text) {
            Iterator<String> known = dependencies;
            if (known == null) {
                known = List.copyOf(Blanks.words(text)).iterator();
                dependencies = known;
            }
            return known;
        }
    }

    /** A value whose references are being replaced. */
    final class Expansion implements Frame {
        final LiveSection owner;
        final String option;
        final Template template;

        /** Whether this is done for the section itself, rather than for somebody who reads the option. */
        final boolean cooking;

        /** The options whose values wait for this one, this one included. */
        final Set<OptionKey> waiting;

        @Nullable
        Reference current;

        Expansion(LiveSection owner, String option, String text, boolean cooking, @Nullable Set<OptionKey> waiting) {
            this.owner = owner;
            this.option = option;
            this.template = new Template(text);
            this.cooking = cooking;
            this.waiting = waiting == null ? new HashSet<>() : waiting;
            this.waiting.add(key());
        }

        OptionKey key() {
            return new OptionKey(owner.name(), option);
        }
    }

    /** An option of a section. */
    record OptionKey(String section, String option) {
        // Written out: what a record brings is linked at run time, for 10 ms or more.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OptionKey that && section.equals(that.section) && option.equals(that.option);
        }

        @Override
        public int hashCode() {
            return 31 * section.hashCode() + option.hashCode();
        }

        @Override
        public String toString() {
            return section + ":" + option;
        }
    }
}
