package io.zmdev.sim.channel;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The control blocks of channel I/O, each as one table. */
public final class Structures {

    private static final Map<Integer, String> COMMANDS = Map.ofEntries(
            Map.entry(0x01, "write"),
            Map.entry(0x02, "read"),
            Map.entry(0x03, "no-operation"),
            Map.entry(0x04, "sense"),
            Map.entry(0x05, "write data"),
            Map.entry(0x06, "read data"),
            Map.entry(0x07, "seek, or rewind"),
            Map.entry(0x08, "transfer in channel"),
            Map.entry(0x0c, "read backward"),
            Map.entry(0x12, "read count"),
            Map.entry(0x1e, "read count, key and data"),
            Map.entry(0x47, "locate record"),
            Map.entry(0x4b, "locate record extended"),
            Map.entry(0x63, "define extent"),
            Map.entry(0x64, "read device characteristics"),
            Map.entry(0x85, "write data multitrack"),
            Map.entry(0x86, "read data multitrack"),
            Map.entry(0xe4, "sense ID"),
            Map.entry(0xe7, "prefix"),
            Map.entry(0xfa, "read configuration data"));

    private static final Map<Integer, String> FORMAT = Map.of(0, "format 0", 1, "format 1");

    /** Channel command word, format 1. */
    public static final Structure CCW1 = ccwFlags(Structure.named("ccw1").field("cmd_code", 8, "command", COMMANDS))
            .field("count", 16, "bytes")
            .field("cda", 32, "data address, bit 0 must be 0")
            .build();

    /** Channel command word, format 0. */
    public static final Structure CCW0 = ccwFlags(Structure.named("ccw0")
                    .field("cmd_code", 8, "command", COMMANDS)
                    .field("cda", 24, "data address"))
            .field("reserved", 8, "ignored")
            .field("count", 16, "bytes, 0 only for a transfer in channel")
            .build();

    /** Indirect-data-address word, format 1. */
    public static final Structure IDAW1 = Structure.named("idaw1")
            .field("zero", 1, "must be 0")
            .field("address", 31, "address of a block of 2 KiB; the first may start inside its block")
            .build();

    /** Indirect-data-address word, format 2. */
    public static final Structure IDAW2 = Structure.named("idaw2")
            .field(
                    "address",
                    64,
                    "address of a block of 4 KiB (2 KiB with ORB T); the first may start inside its block")
            .build();

    /** Operation-request block of command mode. */
    public static final Structure ORB = Structure.named("orb")
            .field("intparm", 32, "interruption parameter, returned with the interruption")
            .field("key", 4, "storage key of the program")
            .flag("spnd", "S: suspend control, CCWs may have the S flag")
            .flag("str", "C: streaming mode control")
            .flag("mod", "M: modification control")
            .flag("sync", "Y: synchronization control")
            .field("fmt", 1, "F: format of the CCWs", FORMAT)
            .flag("pfch", "P: the channel may fetch CCWs, IDAWs and data ahead")
            .flag("isic", "I: initial-status interruption control")
            .flag("alcc", "A: address-limit checking control")
            .flag("ssic", "U: suppress-suspended-interruption control")
            .field("tm", 1, "B: mode of the program", Map.of(0, "command mode", 1, "transport mode"))
            .field("c64", 1, "H: format of the IDAWs", Map.of(0, "format 1", 1, "format 2"))
            .flag("i2k", "T: format-2 IDAWs designate blocks of 2 KiB")
            .field("lpm", 8, "LPM: logical path mask")
            .flag("ils", "L: incorrect-length suppression mode")
            .flag("midaw", "D: modified CCW indirect data addressing")
            .field("zero", 5, "must be 0")
            .flag("orbx", "X: the ORB is extended")
            .field("cpa", 32, "CPA: channel-program address, bit 0 must be 0")
            .build();

    /** Subchannel-status word of command mode. */
    public static final Structure SCSW = Structure.named("scsw")
            .field("key", 4, "storage key")
            .flag("sctl", "S: suspend control")
            .flag("eswf", "L: the ESW has format 0")
            .field(
                    "cc",
                    2,
                    "CC: deferred condition code",
                    Map.of(0, "started normally", 1, "status was presented", 3, "path not operational"))
            .field("fmt", 1, "F: format of the CCWs", FORMAT)
            .flag("pfch", "P: prefetch")
            .flag("isic", "I: initial-status interruption control")
            .flag("alcc", "A: address-limit checking control")
            .flag("ssi", "U: suppress suspended interruption")
            .flag("zcc", "Z: the first command was accepted with condition code 0")
            .flag("ectl", "E: the ECW holds information")
            .flag("pno", "N: a path is not operational")
            .field("res", 1, "reserved")
            .flag("start", "FC: start function")
            .flag("halt", "FC: halt function")
            .flag("clear", "FC: clear function")
            .flag("resume_pending", "AC: resume pending")
            .flag("start_pending", "AC: start pending")
            .flag("halt_pending", "AC: halt pending")
            .flag("clear_pending", "AC: clear pending")
            .flag("subchannel_active", "AC: subchannel active")
            .flag("device_active", "AC: device active")
            .flag("suspended", "AC: suspended")
            .flag("alert", "SC: alert status")
            .flag("intermediate", "SC: intermediate status")
            .flag("primary", "SC: primary status")
            .flag("secondary", "SC: secondary status")
            .flag("status_pending", "SC: status pending")
            .field("cpa", 32, "address of the last CCW plus 8")
            .flag("attention", "device status: attention")
            .flag("status_modifier", "device status: status modifier")
            .flag("cu_end", "device status: control-unit end")
            .flag("busy", "device status: busy")
            .flag("channel_end", "device status: channel end")
            .flag("device_end", "device status: device end")
            .flag("unit_check", "device status: unit check, sense data say why")
            .flag("unit_exception", "device status: unit exception")
            .flag("pci", "subchannel status: program-controlled interruption")
            .flag("incorrect_length", "subchannel status: incorrect length")
            .flag("program_check", "subchannel status: program check")
            .flag("protection_check", "subchannel status: protection check")
            .flag("channel_data_check", "subchannel status: channel-data check")
            .flag("channel_control_check", "subchannel status: channel-control check")
            .flag("interface_control_check", "subchannel status: interface-control check")
            .flag("chaining_check", "subchannel status: chaining check")
            .field("count", 16, "residual count of the last CCW")
            .build();

    /** Extended-report word. */
    public static final Structure ERW = Structure.named("erw")
            .field("res0", 3, "reserved")
            .flag("auth", "authorization check")
            .flag("pvrf", "path verification required")
            .flag("cpt", "channel-path timeout")
            .flag("fsavf", "the failing-storage address is valid")
            .flag("cons", "S: concurrent sense, the ECW holds sense data")
            .flag("scavf", "the secondary CCW address is valid")
            .flag("fsaf", "format of the failing-storage address")
            .field("scnt", 6, "number of sense bytes in the ECW")
            .field("res16", 16, "reserved")
            .build();

    /** Sense data of a DASD; the first byte is common to all devices. */
    public static final Structure SENSE = Structure.named("sense")
            .flag("command_reject", "byte 0: the device does not know, or can't do, the command")
            .flag("intervention_required", "byte 0: someone has to do something at the device")
            .flag("bus_out_check", "byte 0: bus-out check")
            .flag("equipment_check", "byte 0: equipment check")
            .flag("data_check", "byte 0: data check")
            .flag("overrun", "byte 0: overrun")
            .flag("incomplete_domain", "byte 0: incomplete domain")
            .field("byte0_7", 1, "byte 0, bit 7")
            .flag("permanent_error", "byte 1: permanent error")
            .flag("invalid_track_format", "byte 1: invalid track format")
            .flag("end_of_cylinder", "byte 1: end of cylinder")
            .flag("message_to_operator", "byte 1: message to operator")
            .flag("no_record_found", "byte 1: no record found")
            .flag("file_protected", "byte 1: file protected")
            .flag("write_inhibited", "byte 1: write inhibited")
            .flag("imprecise_ending", "byte 1: imprecise ending")
            .field("byte2", 8, "byte 2")
            .field("bytes3_6", 32, "bytes 3 to 6")
            .field("format", 4, "byte 7: format of the sense data")
            .field("message", 4, "byte 7: message")
            .field("bytes8_15", 64, "bytes 8 to 15")
            .field("bytes16_23", 64, "bytes 16 to 23")
            .field("bytes24_31", 64, "bytes 24 to 31")
            .build();

    /** Interruption-response block without the extended measurement word. */
    public static final Structure IRB = Structure.named("irb")
            .part("scsw.", SCSW)
            .field("esw.sublog", 8, "ESW: subchannel logout, error type")
            .field("esw.lpum", 8, "ESW: last-path-used mask")
            .field("esw.word0", 16, "ESW: rest of word 0")
            .part("erw.", ERW)
            .field("esw.faddr", 64, "ESW: failing-storage address")
            .field("esw.saddr", 32, "ESW: secondary CCW address")
            .part("ecw.", SENSE)
            .build();

    /** Path-management-control word. */
    public static final Structure PMCW = Structure.named("pmcw")
            .field("intparm", 32, "interruption parameter")
            .flag("qf", "QDIO facility: vfio_ccw refuses the subchannel")
            .flag("w", "reserved, W")
            .field("isc", 3, "interruption subclass")
            .field("res5", 3, "reserved")
            .flag("ena", "E: enabled")
            .field("lm", 2, "limit mode")
            .field("mme", 2, "measurement mode enable")
            .flag("mp", "D: multipath mode")
            .flag("tf", "T: timing facility")
            .flag("dnv", "V: the device number is valid")
            .field("dev", 16, "device number")
            .field("lpm", 8, "logical path mask")
            .field("pnom", 8, "path-not-operational mask")
            .field("lpum", 8, "last-path-used mask")
            .field("pim", 8, "path-installed mask")
            .field("mbi", 16, "measurement-block index")
            .field("pom", 8, "path-operational mask")
            .field("pam", 8, "path-available mask")
            .field("chpid", 64, "channel-path ids, a byte for each bit of the masks")
            .field("res24", 8, "reserved")
            .field("st", 3, "subchannel type", Map.of(0, "I/O", 1, "CHSC", 2, "message", 3, "ADM"))
            .field("res27", 18, "reserved")
            .flag("mbfc", "measurement-block format control")
            .flag("xmwme", "extended-measurement-word mode enable")
            .flag("csense", "S: concurrent sense")
            .build();

    /** Subchannel-information block. */
    public static final Structure SCHIB = Structure.named("schib")
            .part("pmcw.", PMCW)
            .part("scsw.", SCSW)
            .field("mba", 64, "measurement-block address")
            .field("mda", 32, "model-dependent area")
            .build();

    /** Channel report word. */
    public static final Structure CRW = Structure.named("crw")
            .field("res1", 1, "must be 0")
            .flag("slct", "S: solicited")
            .flag("oflw", "R: overflow, reports were lost")
            .flag("chn", "C: another report belongs to this one")
            .field(
                    "rsc",
                    4,
                    "reporting-source code",
                    Map.of(
                            2, "monitoring facility",
                            3, "subchannel",
                            4, "channel path",
                            9, "configuration alert",
                            0xb, "channel subsystem"))
            .flag("anc", "A: ancillary report")
            .field("res2", 1, "must be 0")
            .field(
                    "erc",
                    6,
                    "error-recovery code",
                    Map.of(
                            0, "event information pending",
                            1, "available",
                            2, "initialized",
                            3, "temporary error",
                            4, "installed parameters initialized",
                            5, "terminal",
                            6, "permanent error, not initialized",
                            7, "permanent error, initialized",
                            8, "installed parameters modified"))
            .field("rsid", 16, "reporting-source id")
            .build();

    private Structures() {}

    /** The commands that have a name, by their codes 0..255; what a code means depends on the device. */
    public static SortedMap<Integer, String> commands() {
        return new TreeMap<>(COMMANDS);
    }

    /** Every structure, by its name. */
    public static List<Structure> all() {
        return List.of(ORB, CCW0, CCW1, IDAW1, IDAW2, SCSW, ERW, IRB, PMCW, SCHIB, CRW, SENSE);
    }

    private static Structure.Builder ccwFlags(Structure.Builder builder) {
        return builder.flag("cd", "CD: chain data, the next CCW gives a new data area")
                .flag("cc", "CC: chain command, the next CCW is a new command")
                .flag("sli", "SLI: no incorrect-length indication")
                .flag("skip", "SKIP: no transfer to storage")
                .flag("pci", "PCI: program-controlled interruption")
                .flag("ida", "IDA: the address is that of an IDAW list")
                .flag("s", "S: suspend before this CCW")
                .flag("mida", "MIDA: the address is that of a MIDAW list");
    }
}
