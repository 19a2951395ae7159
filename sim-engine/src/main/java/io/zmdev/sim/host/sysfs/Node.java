package io.zmdev.sim.host.sysfs;

/** What a path can lead to. */
public sealed interface Node permits Directory, SymbolicLink, File {}
