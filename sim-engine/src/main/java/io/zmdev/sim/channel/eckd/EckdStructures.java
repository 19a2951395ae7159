package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.channel.Structure;
import java.util.List;
import java.util.Map;

/** The parameter lists and answers of the storage control, each as one table. */
public final class EckdStructures {

    /** Parameters of DEFINE EXTENT. */
    public static final Structure DEFINE_EXTENT = Structure.named("define-extent")
            .field(
                    "write_control",
                    2,
                    "which writes are allowed",
                    Map.of(
                            0, "all but home address and R0",
                            1, "none",
                            2, "updates only",
                            3, "all"))
            .field("zero", 1, "must be 0")
            .field(
                    "seek_control",
                    2,
                    "which seeks are allowed",
                    Map.of(
                            0, "all",
                            1, "seek cylinder and seek head",
                            2, "seek head",
                            3, "none, and no head switching"))
            .field("authorization", 2, "authorization")
            .flag("pci_fetch", "PCI fetch mode")
            .field("mode", 2, "must be 3", Map.of(3, "ECKD"))
            .flag("ckd", "CKD conversion mode")
            .field("operation", 3, "cache mode", Map.of(0, "normal", 1, "bypass", 2, "inhibit load", 3, "sequential"))
            .flag("cfw", "cache fast write")
            .flag("dfw", "inhibit DASD fast write")
            .field("blk_size", 16, "block size in bytes, 0 for the largest")
            .field("fast_write_id", 8, "fast write id, must be 0")
            .field("ga_additional", 8, "additional attributes, must be 0")
            .field("zero2", 8, "must be 0")
            .field("ga_extended", 8, "extended attributes: 40 regular data format, 08 time stamp")
            .field("beg_cyl", 16, "first cylinder")
            .field("beg_head", 16, "first head")
            .field("end_cyl", 16, "last cylinder")
            .field("end_head", 16, "last head")
            .build();

    /** Parameters of LOCATE RECORD. */
    public static final Structure LOCATE_RECORD = Structure.named("locate-record")
            .field(
                    "orientation",
                    2,
                    "where the operation begins",
                    Map.of(0, "count field", 1, "home address", 2, "data field", 3, "index"))
            .field(
                    "operation",
                    6,
                    "what the domain does",
                    Map.of(
                            LocateRecord.ORIENT, "orient",
                            LocateRecord.WRITE_DATA, "write data",
                            LocateRecord.FORMAT_WRITE, "format write",
                            LocateRecord.READ_DATA, "read data",
                            LocateRecord.WRITE_TRACK, "write track",
                            LocateRecord.READ_TRACKS, "read tracks",
                            LocateRecord.READ, "read"))
            .flag("length_valid", "the transfer length is given")
            .field("auxiliary", 6, "LOCATE RECORD EXTENDED only")
            .flag("read_count_suffix", "suffixed READ COUNT")
            .field("zero", 8, "must be 0")
            .field("count", 8, "commands of the domain")
            .field("seek_cyl", 16, "cylinder to seek")
            .field("seek_head", 16, "head to seek")
            .field("search_cyl", 16, "cylinder of the identifier to search")
            .field("search_head", 16, "head of the identifier to search")
            .field("search_record", 8, "record number of the identifier to search")
            .field("sector", 8, "sector before the record, 255 when not given")
            .field("length", 16, "transfer length in bytes")
            .build();

    /** The answer to READ DEVICE CHARACTERISTICS. */
    public static final Structure DEVICE_CHARACTERISTICS = Structure.named("device-characteristics")
            .field("cu_type", 16, "control-unit type")
            .field("cu_model", 8, "control-unit model and features")
            .field("dev_type", 16, "device type")
            .field("dev_model", 8, "device model")
            .field("facilities", 32, "facilities")
            .field("dev_class", 8, "device class", Map.of(0x20, "DASD"))
            .field("unit_type", 8, "unit type", Map.of(0x24, "3390-3", 0x27, "3390-2", 0x26, "3390-1", 0x32, "3390-9"))
            .field("no_cyl", 16, "cylinders")
            .field("trk_per_cyl", 16, "tracks of a cylinder")
            .field("sec_per_trk", 8, "sectors of a track")
            .field("byte_per_track", 24, "bytes of a track")
            .field("home_bytes", 16, "bytes of home address and R0")
            .field("formula", 8, "formula of the track capacity")
            .field("factor1", 8, "factor 1: bytes of a cell")
            .field("factor2", 8, "factor 2: cells of a record without fields")
            .field("factor3", 8, "factor 3: cells of a field")
            .field("factor4", 8, "factor 4: bytes that a segment adds")
            .field("factor5", 8, "factor 5: bytes of a segment, half")
            .field("first_alt_trk", 16, "first alternate track")
            .field("no_alt_trk", 16, "alternate tracks")
            .skip(64)
            .field("mdr_record_id", 8, "MDR record id")
            .field("obr_record_id", 8, "OBR record id")
            .field("director", 8, "storage director type")
            .field("rd_trk_set", 8, "read track set parameter length")
            .field("max_rec_zero", 16, "longest data field of R0")
            .skip(8)
            .field("zero1", 8, "01")
            .field("factor6", 8, "factor 6")
            .skip(88)
            .field("long_no_cyl", 32, "cylinders, 32 bits")
            .build();

    private EckdStructures() {}

    /** Every structure, by its name. */
    public static List<Structure> all() {
        return List.of(DEFINE_EXTENT, LOCATE_RECORD, DEVICE_CHARACTERISTICS);
    }
}
