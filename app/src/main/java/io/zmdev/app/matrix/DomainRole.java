package io.zmdev.app.matrix;

/** Which role of a domain the matrix shows. */
enum DomainRole {
    USAGE,
    CONTROL,
    BOTH
}
