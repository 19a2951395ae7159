package io.zmdev.sim.host.sysfs;

/** What a path in sysfs can lead to. */
public sealed interface Node permits Directory, SymbolicLink, AttributeFile {}
