package io.zmdev.sim.host.sysfs;

/**
 * A symbolic link.
 *
 * @param target absolute path of what it leads to, free of links; readlink(2) shows it relative to the link, as kernfs does
 */
public record SymbolicLink(String target) implements Node {}
