package io.zmdev.sim.host.sysfs;

/**
 * What one write(2) brought to a file.
 *
 * @param all every byte as one character (ISO 8859-1), at most what the file takes at once
 */
public record Written(String all) {

    /** What a function of the kernel sees that takes a C string: the bytes before the first NUL. */
    public String text() {
        int end = all.indexOf('\0');
        return end < 0 ? all : all.substring(0, end);
    }
}
