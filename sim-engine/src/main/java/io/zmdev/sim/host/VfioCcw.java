package io.zmdev.sim.host;

/** The module vfio_ccw while it is loaded: its drivers of subchannels and of mediated devices. */
final class VfioCcw {

    static final String MODULE = "vfio_ccw";

    private final Css css;
    private final MdevCore mdevCore;
    private final VfioCcwDriver.DeviceDriver deviceDriver = new VfioCcwDriver.DeviceDriver();
    private final VfioCcwDriver driver;

    /** Loads the module. */
    VfioCcw(Kernel kernel, Css css, MdevCore mdevCore) {
        this.css = css;
        this.mdevCore = mdevCore;
        driver = new VfioCcwDriver(kernel, mdevCore, deviceDriver);
        mdevCore.bus().register(deviceDriver);
        css.bus().register(driver);
    }

    /** Guests that keep the module from being unloaded. */
    int users() {
        return driver.openDevices();
    }

    void unload() {
        css.bus().unregister(driver);
        mdevCore.bus().unregister(deviceDriver);
    }
}
