package io.zmdev.app.matrix;

import io.zmdev.model.ap.Apqn;

/**
 * The rectangle of selected cells.
 *
 * @param anchor where it began
 * @param lead where it was extended to; the keyboard is there
 */
record Selection(Apqn anchor, Apqn lead) {

    static Selection of(Apqn apqn) {
        return new Selection(apqn, apqn);
    }
}
