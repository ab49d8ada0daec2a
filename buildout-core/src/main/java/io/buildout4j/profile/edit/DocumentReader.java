package io.buildout4j.profile.edit;

import io.buildout4j.engine.merge.Names;
import io.buildout4j.engine.parse.Header;
import io.buildout4j.engine.parse.LineGrammar;
import io.buildout4j.engine.text.Blanks;
import io.buildout4j.profile.Assignment.Operator;
import io.buildout4j.profile.edit.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Divides a text into lines, and lines into tokens. */
final class DocumentReader implements LineGrammar.Visitor {

    private final String text;
    private final List<Line> lines = new ArrayList<>();
    private boolean inSection;
    private boolean inOption;

    private int offset;
    private int next;
    private List<Token> tokens = new ArrayList<>();

    private DocumentReader(String text) {
        this.text = text;
    }

    /** The lines of a text from an offset on. */
    static List<Line> lines(String text, int from) {
        DocumentReader reader = new DocumentReader(text);
        for (reader.offset = from; reader.offset < text.length(); reader.offset = reader.next) {
            reader.readLine();
        }
        return reader.lines;
    }

    private void readLine() {
        int end = offset;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        boolean two = text.startsWith("\r\n", end);
        next = Math.min(text.length(), end + (two ? 2 : 1));
        tokens = new ArrayList<>();
        LineGrammar.read(text, offset, end, this);
    }

    @Override
    public void comment(int start, int end) {
        token(Kind.COMMENT, start, end);
        lines.add(new Line.Comment(number(), offset, withEnd(end)));
    }

    @Override
    public void indented(int start, int end) {
        if (Blanks.skip(text, start, end) == end) {
            token(Kind.BLANK, start, end);
            lines.add(new Line.Blank(number(), offset, withEnd(end)));
        } else if (inOption) {
            stripped(Kind.VALUE, start, end);
            lines.add(new Line.Continuation(number(), offset, withEnd(end)));
        } else {
            other(start, end);
        }
    }

    @Override
    public void header(Header header, int start, int end) {
        inSection = true;
        inOption = false;
        int nameEnd = header.nameStart() + header.name().length();
        token(Kind.OPEN, start, start + 1);
        token(Kind.BLANK, start + 1, header.nameStart());
        token(Kind.SECTION_NAME, header.nameStart(), nameEnd);
        int colon = Blanks.skip(text, nameEnd, header.close());
        token(Kind.BLANK, nameEnd, colon);
        if (colon < header.close()) {
            token(Kind.COLON, colon, colon + 1);
            stripped(Kind.CONDITION, colon + 1, header.close());
        }
        token(Kind.CLOSE, header.close(), header.close() + 1);
        stripped(Kind.COMMENT, header.close() + 1, end);
        String condition = colon < header.close() ? Blanks.strip(text.substring(colon + 1, header.close())) : "";
        lines.add(new Line.Header(number(), offset, withEnd(end), header.name(), condition));
    }

    @Override
    public void option(int nameEnd, int valueStart, int start, int end) {
        if (!inSection) {
            other(start, end);
            return;
        }
        inOption = true;
        String written = nameEnd == start ? LineGrammar.DEPENDENCIES : text.substring(start, nameEnd);
        boolean operator = Names.hasOperator(written);
        char sign = written.charAt(written.length() - 1);
        String name = operator ? Names.stripped(written, sign) : written;
        int afterName = nameEnd == start ? start : start + name.length();
        int sign1 = Blanks.skip(text, afterName, valueStart);
        token(Kind.OPTION_NAME, start, afterName);
        token(Kind.BLANK, afterName, sign1);
        token(Kind.OPERATOR, sign1, valueStart);
        stripped(Kind.VALUE, valueStart, end);
        lines.add(new Line.Option(
                number(),
                offset,
                withEnd(end),
                name,
                operator ? (sign == '+' ? Operator.ADD : Operator.REMOVE) : Operator.SET,
                written));
    }

    @Override
    public void other(int start, int end) {
        stripped(Kind.MALFORMED, start, end);
        lines.add(new Line.Malformed(number(), offset, withEnd(end)));
    }

    private int number() {
        return lines.size() + 1;
    }

    /** A token between the blanks around it. */
    private void stripped(Kind kind, int start, int end) {
        int from = Blanks.skip(text, start, end);
        int to = Blanks.trim(text, from, end);
        token(Kind.BLANK, start, from);
        token(kind, from, to);
        token(Kind.BLANK, to, end);
    }

    private void token(Kind kind, int start, int end) {
        if (start < end) {
            tokens.add(new Token(kind, text.substring(start, end), start, number(), start - offset + 1));
        }
    }

    private List<Token> withEnd(int end) {
        token(Kind.LINE_END, end, next);
        return tokens;
    }
}
