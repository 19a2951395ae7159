/**
 * The use cases that the command line and the desktop share: an open host and what can be done with it. Nothing here prints.
 *
 * <p>May depend on everything but the command line and the desktop; the desktop is found through {@link
 * io.zmdev.service.Desktop}.
 */
@NullMarked
package io.zmdev.service;

import org.jspecify.annotations.NullMarked;
