package io.zmdev.rules;

import io.zmdev.model.Errno;

/**
 * What the kernel would answer, and to which write.
 *
 * @param path the attribute
 * @param value what would be written
 */
public record KernelAnswer(Errno errno, String path, String value) {}
