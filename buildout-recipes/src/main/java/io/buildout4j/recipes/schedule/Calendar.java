package io.buildout4j.recipes.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Calendars as systemd.time writes them, as far as cron can follow: no years, no seconds. */
final class Calendar {

    private static final String ANY = "*";

    private static final Map<String, String> WORDS = Map.of(
            "minutely", "* * * * *",
            "hourly", "0 * * * *",
            "daily", "0 0 * * *",
            "weekly", "0 0 * * 0",
            "monthly", "0 0 1 * *",
            "yearly", "0 0 1 1 *");

    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

    private Calendar() {}

    /** The five fields of cron: minute, hour, day of the month, month, day of the week. Empty if there are none. */
    static Optional<String> toCron(String calendar) {
        if (WORDS.containsKey(calendar)) {
            return Optional.ofNullable(WORDS.get(calendar));
        }
        Deque<String> words = new ArrayDeque<>(Arrays.asList(calendar.split(" ", -1)));
        Optional<String> weekdays = weekdays(words.getFirst());
        weekdays.ifPresent(found -> words.removeFirst());
        String date = "*-*";
        String time = "0:0";
        if (words.size() == 1 && words.getFirst().contains(":")) {
            time = words.removeFirst();
        } else if (!words.isEmpty()) {
            date = words.removeFirst();
            time = words.isEmpty() ? time : words.removeFirst();
        }
        if (!words.isEmpty()) {
            return Optional.empty();
        }
        return fields(weekdays.orElse(ANY), date.split("-", -1), time.split(":", -1));
    }

    private static Optional<String> fields(String weekdays, String[] date, String[] time) {
        boolean everyYear = date.length == 2 || (date.length == 3 && date[0].equals(ANY));
        boolean fullMinute = time.length == 2 || (time.length == 3 && time[2].matches("0+"));
        if (!everyYear || !fullMinute) {
            return Optional.empty();
        }
        String month = date[date.length - 2];
        String day = date[date.length - 1];
        // Cron programs disagree on what both together mean.
        if (!weekdays.equals(ANY) && !day.equals(ANY)) {
            return Optional.empty();
        }
        List<Optional<String>> fields = List.of(
                field(time[1], 0, 59),
                field(time[0], 0, 23),
                field(day, 1, 31),
                field(month, 1, 12),
                Optional.of(weekdays));
        return fields.stream()
                .reduce((a, b) -> a.flatMap(left -> b.map(right -> left + " " + right)))
                .orElseThrow();
    }

    /** Days and ranges of days, divided by commas, as numbers from Sunday. */
    private static Optional<String> weekdays(String text) {
        List<String> days = new ArrayList<>();
        for (String item : text.split(",")) {
            List<String> ends = new ArrayList<>();
            for (String end : item.split("\\.\\.|-", 2)) {
                int number = weekday(end.toLowerCase(Locale.ROOT));
                if (number < 0) {
                    return Optional.empty();
                }
                ends.add(Integer.toString(number));
            }
            days.add(String.join("-", ends));
        }
        Collections.sort(days);
        return Optional.of(String.join(",", days));
    }

    private static int weekday(String name) {
        for (int i = 0; i < DAYS.size(); i++) {
            if (name.equals(DAYS.get(i)) || name.equals(DAYS.get(i).substring(0, 3))) {
                return i;
            }
        }
        return -1;
    }

    /** Numbers divided by commas; {@code first/step} becomes the range that cron wants before a step. */
    private static Optional<String> field(String text, int least, int greatest) {
        if (text.equals(ANY)) {
            return Optional.of(text);
        }
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!item.matches("\\d{1,2}(/\\d{1,2})?")) {
                return Optional.empty();
            }
            String[] sides = item.split("/");
            int first = Integer.parseInt(sides[0]);
            if (first < least || first > greatest) {
                return Optional.empty();
            }
            if (sides.length == 1) {
                items.add(item);
                continue;
            }
            int step = Integer.parseInt(sides[1]);
            if (step == 0 || first + step > greatest) {
                return Optional.empty();
            }
            int last = first + (greatest - first) / step * step;
            items.add(first + "-" + last + "/" + step);
        }
        return Optional.of(String.join(",", items));
    }
}
