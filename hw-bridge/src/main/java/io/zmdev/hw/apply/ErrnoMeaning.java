package io.zmdev.hw.apply;

import io.zmdev.model.Errno;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.SysfsPath;

/** What the kernel means by an errno where a plan writes (reference vfio-ap section 3.3, vfio-ccw sections 5.1-5.3). */
final class ErrnoMeaning {

    private ErrnoMeaning() {}

    /** A sentence without its full stop: the errno, its text, and what it means there if that is known. */
    static String of(HostOperation operation, Errno errno) {
        String meaning = meaning(operation, errno);
        return "%s (%s)%s".formatted(errno, errno.text(), meaning.isEmpty() ? "" : ": " + meaning);
    }

    private static String meaning(HostOperation operation, Errno errno) {
        return switch (errno) {
            case EROFS -> "a recorded bundle can't be written";
            case EACCES, EPERM -> "only root may do that";
            case ENOMEM -> "the kernel has no memory left";
            default ->
                switch (operation) {
                    case HostOperation.Write(String path, String value) -> meaning(path, errno);
                    case HostOperation.Load load -> "the kernel has no such module";
                    case HostOperation.Unload unload -> "the module is in use";
                    default -> "";
                };
        };
    }

    private static String meaning(String path, Errno errno) {
        String attribute = path.substring(path.lastIndexOf('/') + 1);
        return switch (attribute) {
            case "apmask", "aqmask" -> mask(errno);
            case "ap_config", "assign_adapter", "assign_domain", "assign_control_domain" -> assignment(errno);
            case "create" -> creation(errno);
            case "bind", "unbind" -> binding(path, errno);
            case "online" -> errno == Errno.EBUSY ? "the host uses the device" : "";
            default -> "";
        };
    }

    private static String mask(Errno errno) {
        return switch (errno) {
            case EBUSY -> "a mediated device holds a queue that would go back to the host's drivers";
            case EINVAL -> "a queue has a driver_override, which the masks exclude";
            default -> "";
        };
    }

    private static String assignment(Errno errno) {
        return switch (errno) {
            case EADDRNOTAVAIL -> "a queue of the product belongs to the host's drivers (apmask, aqmask)";
            case EADDRINUSE -> "a queue of the product belongs to another mediated device";
            case ENODEV -> "an id is above what the machine can have";
            case EBUSY -> "a guest uses the device, and this kernel can't change it then";
            default -> "";
        };
    }

    private static String creation(Errno errno) {
        return switch (errno) {
            case EEXIST -> "a mediated device with this UUID exists";
            case EUSERS, EPERM -> "the parent can't have another device";
            case ENODEV -> "the parent is going away";
            default -> "";
        };
    }

    private static String binding(String path, Errno errno) {
        boolean subchannel = path.startsWith(SysfsPath.CSS_DRIVERS);
        return switch (errno) {
            case ENODEV -> "the driver has no such device or does not take it";
            case EINVAL -> subchannel ? "the driver does not take this kind of subchannel" : "";
            case EBUSY -> "the device is bound to another driver";
            default -> "";
        };
    }
}
