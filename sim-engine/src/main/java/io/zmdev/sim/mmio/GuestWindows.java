package io.zmdev.sim.mmio;

import io.zmdev.sim.mmio.pci.Bar;
import io.zmdev.sim.mmio.pci.ConfigSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the guest finds the BARs of all devices, as their configuration spaces have it. */
final class GuestWindows {

    private final List<DeviceFile> devices;
    private List<Window> memory = List.of();
    private List<Window> ports = List.of();
    private boolean current;

    /**
     * A BAR that decodes.
     *
     * @param region its position
     * @param base guest physical, or the first port
     */
    record Window(DeviceFile device, int region, boolean port, long base, long size) {

        boolean contains(long address) {
            return address >= base && address - base < size;
        }
    }

    GuestWindows(List<DeviceFile> devices) {
        this.devices = devices;
    }

    /** BARs may have moved. */
    void forget() {
        current = false;
    }

    /** The BAR for memory at this guest physical address. */
    @Nullable
    Window memoryAt(long address) {
        refresh();
        return at(memory, address);
    }

    /** The BAR at this port. */
    @Nullable
    Window portAt(long port) {
        refresh();
        return at(ports, port);
    }

    /** Where this region is; null while the guest can't reach it. */
    @Nullable
    Window of(DeviceFile device, int region) {
        refresh();
        Window found = of(memory, device, region);
        return found == null ? of(ports, device, region) : found;
    }

    private static @Nullable Window at(List<Window> windows, long address) {
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).contains(address)) {
                return windows.get(i);
            }
        }
        return null;
    }

    private static @Nullable Window of(List<Window> windows, DeviceFile device, int region) {
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            if (window.device() == device && window.region() == region) {
                return window;
            }
        }
        return null;
    }

    private void refresh() {
        if (!current) {
            find();
            current = true;
        }
    }

    private void find() {
        List<Window> newMemory = new ArrayList<>();
        List<Window> newPorts = new ArrayList<>();
        for (DeviceFile device : devices) {
            for (Bar bar : device.spec().bars()) {
                long base = device.address(bar);
                int region = device.position(bar.index());
                if (base != ConfigSpace.NOWHERE && region >= 0) {
                    boolean port = bar.kind() == Bar.Kind.IO;
                    (port ? newPorts : newMemory).add(new Window(device, region, port, base, bar.size()));
                }
            }
        }
        memory = newMemory;
        ports = newPorts;
    }
}
