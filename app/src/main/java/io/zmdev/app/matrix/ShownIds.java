package io.zmdev.app.matrix;

/** Which rows and columns the matrix has. */
enum ShownIds {
    /** Those that the machine has or a device is assigned. */
    PRESENT,
    /** All that the machine could have. */
    POSSIBLE
}
