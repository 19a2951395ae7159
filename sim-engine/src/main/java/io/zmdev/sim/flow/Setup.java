package io.zmdev.sim.flow;

import io.zmdev.sim.vfioccw.DmaMappings;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.util.List;

/** Brings the passed-through devices of a scenario from modules that are not loaded to files that are open (Q0 to Q2). */
final class Setup {

    private static final int INTERRUPTS = 3;

    private final Session session;
    private final int regionInfoCalls;

    /** @param regionInfoCalls how often user space asks for the info of a region */
    Setup(Session session, int regionInfoCalls) {
        this.session = session;
        this.regionInfoCalls = regionInfoCalls;
    }

    void run() {
        List<HostDevice> devices = session.hostDevices();
        if (devices.isEmpty()) {
            return;
        }
        step(SetupStep.REGISTER_DRIVER);
        for (int group = 0; group < devices.size(); group++) {
            step(SetupStep.PROBE);
            step(SetupStep.CREATE);
            step(SetupStep.ATTACH);
        }
        for (int group = 0; group < devices.size(); group++) {
            session.timeline().step(SetupStep.OPEN_GROUP, group);
            if (group == 0) {
                openContainer();
            }
            int before = session.timeline().turnTo(devices.get(group).number());
            open(devices.get(group).driver());
            session.timeline().turnTo(before);
        }
    }

    private void openContainer() {
        step(SetupStep.OPEN_CONTAINER);
        step(SetupStep.SET_IOMMU);
        for (DmaMappings.Mapping mapping : session.mapped()) {
            session.mappings().map(mapping);
            session.timeline().step(SetupStep.MAP_DMA, mapping.iova(), mapping.size());
        }
    }

    private void open(VfioCcwDriver driver) {
        step(SetupStep.GET_DEVICE);
        driver.open();
        session.timeline().step(ClientStep.REGION_INFO, regionInfoCalls);
        session.timeline().step(ClientStep.EVENTFDS, INTERRUPTS);
    }

    private void step(SetupStep step) {
        session.timeline().step(step);
    }
}
