package io.zmdev;

import io.zmdev.testing.ArchitectureRules;

/** The rules of the house hold in this module and those below it. */
class HwBridgeArchitectureTest extends ArchitectureRules {}
