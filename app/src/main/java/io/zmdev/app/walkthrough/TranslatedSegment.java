package io.zmdev.app.walkthrough;

/**
 * A piece of a channel program that the driver copied into the kernel.
 *
 * @param step the number of the step that did it
 * @param guest guest address of the first CCW
 * @param kernelOffset where the copy starts in the kernel's area
 * @param ccws how many
 */
record TranslatedSegment(int step, long guest, long kernelOffset, int ccws) {}
