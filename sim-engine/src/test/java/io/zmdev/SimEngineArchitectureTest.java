package io.zmdev;

import io.zmdev.testing.ArchitectureRules;

class SimEngineArchitectureTest extends ArchitectureRules {}
