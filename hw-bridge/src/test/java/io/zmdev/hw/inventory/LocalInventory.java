package io.zmdev.hw.inventory;

import io.zmdev.hw.host.LocalHost;
import io.zmdev.model.ap.Mask256;
import io.zmdev.testbed.LargeMachine;

/** The inventory of the machine that this program finds itself on, timed: a program of its own, to be started on a {@link LargeMachine}. */
final class LocalInventory {

    private LocalInventory() {}

    public static void main(String[] arguments) {
        InventoryBenchmark.measure("InventoryBenchmark.here", () -> Inventory.read(new LocalHost(), Mask256.NONE));
        InventoryBenchmark.measure(
                "InventoryBenchmark.hereWithMasterKeys", () -> Inventory.read(new LocalHost(), Mask256.ALL));
    }
}
