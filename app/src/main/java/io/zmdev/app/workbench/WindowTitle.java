package io.zmdev.app.workbench;

import javafx.beans.value.ObservableValue;

/**
 * What the chips of the top bar say.
 *
 * @param project name of the project's file
 * @param origin how the machine was observed: live, emulated, recorded
 */
public record WindowTitle(ObservableValue<String> project, ObservableValue<String> origin) {}
