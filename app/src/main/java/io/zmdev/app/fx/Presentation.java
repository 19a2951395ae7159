package io.zmdev.app.fx;

/** How a screen shows what it has: drawn, or as a table for those who would rather read it. */
public enum Presentation {
    DRAWING,
    TABLE
}
