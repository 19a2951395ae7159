package io.zmdev.sim.host.sysfs;

import io.zmdev.model.host.Answer;

/** A regular file, for root. */
public sealed interface File extends Node permits AttributeFile, ProcFile {

    /** open(2) for reading and read(2) to the end, one character a byte. */
    Answer<String> read();

    /** open(2) for writing and one write(2), one character a byte; the answer is the number of bytes taken. */
    Answer<Integer> write(String bytes);
}
