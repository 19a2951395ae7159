package io.zmdev.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values (RFC 4180) that are safe to open in a spreadsheet: a cell that it would take for a formula begins with
 * an apostrophe, which spreadsheets hide and {@link #parse} takes away.
 */
final class CsvTable {

    private static final String FORMULA_STARTS = "=+-@\t\r\n'＝＋－＠";

    private CsvTable() {}

    /**
     * One row.
     *
     * @param line where it begins in the text, from 1
     */
    record Row(int line, List<String> cells) {

        Row {
            cells = List.copyOf(cells);
        }
    }

    static String row(List<String> cells) {
        return cells.stream().map(CsvTable::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String text) {
        String safe = text.isEmpty() || FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return safe.matches("[A-Za-z0-9 .:_-]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /**
     * Reads rows; the separator is the one of comma, semicolon and tab that the first line has most of, as spreadsheets of
     * several languages save. Rows without content are left out.
     *
     * @throws IllegalArgumentException when a quoted cell does not end
     */
    static List<Row> parse(String text) {
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        char separator = separator(content);
        List<Row> rows = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        int line = 1;
        int rowLine = 1;
        boolean quoted = false;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            line += c == '\n' ? 1 : 0;
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < content.length() && content.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == separator) {
                cells.add(take(cell));
            } else if (c == '\n') {
                end(rows, rowLine, cells, cell);
                rowLine = line;
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("line %d: a quoted cell does not end".formatted(rowLine));
        }
        end(rows, rowLine, cells, cell);
        return rows;
    }

    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char c) {
        return text.chars().filter(other -> other == c).count();
    }

    private static void end(List<Row> rows, int line, List<String> cells, StringBuilder cell) {
        cells.add(take(cell));
        if (cells.stream().anyMatch(text -> !text.isEmpty())) {
            rows.add(new Row(line, cells));
        }
        cells.clear();
    }

    private static String take(StringBuilder cell) {
        String text = cell.toString();
        cell.setLength(0);
        return text.startsWith("'") ? text.substring(1) : text;
    }
}
