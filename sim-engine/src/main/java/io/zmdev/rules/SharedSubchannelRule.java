package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A subchannel has one instance of its type: a second mediated device on it can't be made ({@code max_instances} 1). */
final class SharedSubchannelRule implements Rule {

    @Override
    public String name() {
        return "shared-subchannel";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        Map<SubchannelId, List<MdevUuid>> claims = new LinkedHashMap<>();
        for (MediatedDevice device : situation.machine().mediatedDevices()) {
            if (device instanceof MediatedDevice.Ccw ccw && staysOn(situation, ccw)) {
                claims.computeIfAbsent(ccw.subchannel(), unseen -> new ArrayList<>())
                        .add(ccw.uuid());
            }
        }
        situation.presentDevices(DesiredDevice.Ccw.class).forEach(ccw -> {
            List<MdevUuid> claim = claims.computeIfAbsent(ccw.subchannel(), unseen -> new ArrayList<>());
            if (!claim.contains(ccw.uuid())) {
                claim.add(ccw.uuid());
            }
        });
        return claims.entrySet().stream().flatMap(claim -> check(situation, claim.getKey(), claim.getValue()));
    }

    /** Whether an active device keeps its subchannel: it isn't listed, or is listed with the same one. */
    private static boolean staysOn(Situation situation, MediatedDevice.Ccw active) {
        return situation
                .desired(active.uuid())
                .map(device -> device instanceof DesiredDevice.Ccw listed
                        && listed.state() == DesiredDevice.State.PRESENT
                        && listed.subchannel().equals(active.subchannel()))
                .orElse(true);
    }

    /** The first has it; the others can't. Only of two can the first make room. */
    private Stream<Finding> check(Situation situation, SubchannelId subchannel, List<MdevUuid> claim) {
        MdevUuid owner = claim.getFirst();
        return claim.stream().skip(1).map(uuid -> {
            List<Fix> fixes = new ArrayList<>();
            DeviceFixes.remove(situation, uuid).ifPresent(fixes::add);
            if (claim.size() == 2 && situation.isListed(owner)) {
                DeviceFixes.removeOther(situation, owner).ifPresent(fixes::add);
            }
            return finding(situation, subchannel, owner, uuid).withFixes(fixes);
        });
    }

    private Finding finding(Situation situation, SubchannelId subchannel, MdevUuid owner, MdevUuid uuid) {
        boolean managed = situation.isListed(owner);
        String ownerName = managed ? situation.deviceNameOf(owner) : situation.nameOf(owner);
        boolean bothAutostart = autostarts(situation, uuid) && (!managed || autostarts(situation, owner));
        Errno errno = situation.kernelHas(KernelBehaviour.INSTANCES_COUNTED_BY_CORE) ? Errno.EUSERS : Errno.EPERM;
        return Finding.of(
                        bothAutostart ? Severity.IMPOSSIBLE : Severity.IMPOSSIBLE_TOGETHER,
                        this,
                        "%s cannot have subchannel %s: it belongs to %s."
                                .formatted(situation.deviceNameOf(uuid), subchannel, ownerName),
                        new Culprit.Device(owner, ownerName, managed, SysfsPath.subchannel(subchannel)))
                .about(uuid)
                .answered(new KernelAnswer(errno, SysfsPath.ccwType(subchannel) + "/create", uuid.text()));
    }

    private static boolean autostarts(Situation situation, MdevUuid uuid) {
        Optional<DesiredDevice> device = situation.desired(uuid);
        return device.isPresent() && device.get().autostart();
    }
}
