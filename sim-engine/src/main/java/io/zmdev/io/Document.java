package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document that was read: the record, and the tree it came from for keys that the record does not know.
 *
 * @param source the file's name as messages print it
 * @param tree never modified after reading
 */
public record Document<T>(String source, T value, ObjectNode tree) {}
