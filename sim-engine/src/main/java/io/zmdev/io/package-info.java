/**
 * zmdev's own documents: JSON in and out, with versions and messages that name the file and the JSON pointer.
 *
 * <p>The only package that knows Jackson. A {@link io.zmdev.io.Document} keeps the parsed tree beside the record, so that key
 * order and unknown keys survive a load and a save. May depend on the model, the plan and the simulators; nothing but the
 * bridge and the desktop depends on it.
 */
@NullMarked
package io.zmdev.io;

import org.jspecify.annotations.NullMarked;
