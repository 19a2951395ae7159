package io.zmdev.hw.apply;

import io.zmdev.hw.host.LineLog;
import io.zmdev.io.JournalDocument;
import io.zmdev.io.WholeFile;
import io.zmdev.plan.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A journal in a file of JSON lines. */
public final class FileJournal implements Journal {

    /** More than undoing a transaction notes. Bytes. */
    private static final int ROOM = 64 << 10;

    private final Path file;
    private final Path room;
    private final LineLog log;
    private final Consumer<String> notices;

    /** @param notices takes what the user should know, such as a last line that was cut off */
    public FileJournal(Path file, Consumer<String> notices) {
        this.file = file;
        this.room = file.resolveSibling(file.getFileName() + ".room");
        this.log = new LineLog(file);
        this.notices = notices;
    }

    @Override
    public List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>();
        log.read(0, notices).lines().forEach(line -> {
            String source = file + " line " + (entries.size() + 1);
            entries.add(JournalDocument.parse(source, line));
        });
        return entries;
    }

    @Override
    public void keepRoom() {
        WholeFile.replace(room, new byte[ROOM]);
    }

    @Override
    public void giveRoom() {
        try {
            Files.deleteIfExists(room);
        } catch (IOException e) {
            notices.accept(room + ": it can't be removed: " + e.getMessage());
        }
    }

    @Override
    public void append(JournalEntry entry) {
        log.append(JournalDocument.line(entry));
    }
}
