package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;

/** Where the state of an ECKD device stands in its area: what holds for one channel program, then what lasts. */
final class EckdState {

    static final int SIZE = 0x100;

    static final int PATH_GROUP_ID_SIZE = 11;

    private static final int FILE_MASK = 0x00;
    private static final int GLOBAL_ATTRIBUTES = 0x01;
    private static final int EXTENT_DEFINED = 0x02;
    private static final int FILE_MASK_SET = 0x03;
    private static final int TRACK_CHOSEN = 0x04;
    private static final int FIRST_TRACK = 0x08;
    private static final int LAST_TRACK = 0x0c;
    private static final int BLOCK_SIZE = 0x10;
    private static final int DOMAIN_OPERATION = 0x12;
    private static final int DOMAIN_COUNT = 0x13;
    private static final int TRANSFER_LENGTH = 0x14;
    private static final int PREVIOUS_COMMAND = 0x16;
    private static final int PREPARED = 0x17;
    private static final int SUBSYSTEM_DATA = 0x18;
    private static final int INDEX_PASSED = 0x19;
    private static final int READ_COUNT_SUFFIXED = 0x1a;
    private static final int PROGRAM_SIZE = 0x20;

    private static final int TRACK = 0x20;
    private static final int PLACE = 0x24;
    private static final int ORIENTATION = 0x28;
    private static final int PATH_STATE = 0x29;
    private static final int PATH_GROUP_ID = 0x2a;

    private final Area area;

    EckdState(StateSpace space, String name) {
        this.area = space.add(name, SIZE);
    }

    /** Forgets what holds for one channel program. */
    void startProgram(Geometry geometry) {
        area.clear(0, PROGRAM_SIZE);
        area.putInt(LAST_TRACK, geometry.tracks() - 1);
        setOrientation(Orientation.NONE);
    }

    int fileMask() {
        return area.getByte(FILE_MASK);
    }

    /** Whether DEFINE EXTENT came in this program. */
    boolean isExtentDefined() {
        return area.getByte(EXTENT_DEFINED) != 0;
    }

    /** Whether a DEFINE EXTENT of this program had another mask, other attributes or another block size. */
    boolean isExtentDefinedOtherwise(int fileMask, int globalAttributes, int blockSize) {
        return isExtentDefined()
                && (fileMask != fileMask()
                        || globalAttributes != area.getByte(GLOBAL_ATTRIBUTES)
                        || blockSize != area.getShort(BLOCK_SIZE));
    }

    void defineExtent(DefineExtent extent) {
        area.putByte(FILE_MASK, extent.fileMask());
        area.putByte(GLOBAL_ATTRIBUTES, extent.globalAttributes());
        area.putByte(EXTENT_DEFINED, 1);
        area.putShort(BLOCK_SIZE, extent.blockSize());
        area.putInt(FIRST_TRACK, extent.firstTrack());
        area.putInt(LAST_TRACK, extent.lastTrack());
    }

    /** Of the extent, in bytes: the longest transfer length. */
    int blockSize() {
        int size = area.getShort(BLOCK_SIZE);
        return size == 0 ? DefineExtent.MAX_BLOCK_SIZE : size;
    }

    boolean isInExtent(int track) {
        return track >= area.getInt(FIRST_TRACK) && track <= area.getInt(LAST_TRACK);
    }

    /** Whether SET FILE MASK came in this program. */
    boolean isFileMaskSet() {
        return area.getByte(FILE_MASK_SET) != 0;
    }

    void setFileMask(int mask) {
        area.putByte(FILE_MASK, mask);
        area.putByte(FILE_MASK_SET, 1);
    }

    /** Whether a command of this program has chosen the track, as the commands that touch records need it. */
    boolean isTrackChosen() {
        return area.getByte(TRACK_CHOSEN) != 0;
    }

    /** The track under the heads. */
    int track() {
        return area.getInt(TRACK);
    }

    /** Moves to a track; the orientation is lost. */
    void seek(int track) {
        area.putByte(TRACK_CHOSEN, 1);
        area.putInt(TRACK, track);
        setOrientation(Orientation.NONE);
        forgetIndex();
    }

    /** The place of the current record; of no meaning without orientation. */
    int place() {
        return area.getInt(PLACE);
    }

    Orientation orientation() {
        return Orientation.of(area.getByte(ORIENTATION));
    }

    void setOrientation(Orientation orientation) {
        area.putByte(ORIENTATION, orientation.number());
    }

    /** Whether the index passed since the last seek, read or write; when it passes again, the record is not there. */
    boolean hasPassedIndex() {
        return area.getByte(INDEX_PASSED) != 0;
    }

    void passIndex() {
        area.putByte(INDEX_PASSED, 1);
    }

    void forgetIndex() {
        area.putByte(INDEX_PASSED, 0);
    }

    void orient(Orientation orientation, int place) {
        setOrientation(orientation);
        area.putInt(PLACE, place);
    }

    /** Orientation and operation code of the last LOCATE RECORD. */
    int domainOperation() {
        return area.getByte(DOMAIN_OPERATION);
    }

    /** The commands still to come in the domain of a LOCATE RECORD; 0 outside. */
    int domainCount() {
        return area.getByte(DOMAIN_COUNT);
    }

    void setDomainCount(int count) {
        area.putByte(DOMAIN_COUNT, count);
    }

    void beginDomain(LocateRecord locate) {
        area.putByte(DOMAIN_OPERATION, locate.orientation() | locate.operation());
        area.putByte(DOMAIN_COUNT, locate.count());
        if (locate.readCountSuffixed() != isReadCountSuffixed()) {
            area.putByte(READ_COUNT_SUFFIXED, locate.readCountSuffixed() ? 1 : 0);
        }
        area.putShort(TRANSFER_LENGTH, locate.transferLength() != 0 ? locate.transferLength() : blockSize());
    }

    /** Whether the last command of the domain may be READ COUNT although the domain writes. */
    boolean isReadCountSuffixed() {
        return area.getByte(READ_COUNT_SUFFIXED) != 0;
    }

    /** The length of the records that the domain updates, in bytes. */
    int transferLength() {
        return area.getShort(TRANSFER_LENGTH);
    }

    /** The command before this one in the program, 0 when there is none. */
    int previousCommand() {
        return area.getByte(PREVIOUS_COMMAND);
    }

    void setPreviousCommand(int command) {
        area.putByte(PREVIOUS_COMMAND, command);
    }

    Prepared prepared() {
        return Prepared.of(area.getByte(PREPARED));
    }

    void setPrepared(Prepared prepared) {
        area.putByte(PREPARED, prepared.number());
    }

    /** The suborder that PERFORM SUBSYSTEM FUNCTION prepared for READ SUBSYSTEM DATA, 0 for none. */
    int subsystemData() {
        return area.getByte(SUBSYSTEM_DATA);
    }

    void setSubsystemData(int suborder) {
        area.putByte(SUBSYSTEM_DATA, suborder);
    }

    int pathState() {
        return area.getByte(PATH_STATE);
    }

    byte[] pathGroupId() {
        return area.get(PATH_GROUP_ID, PATH_GROUP_ID_SIZE);
    }

    void setPathGroup(int state, byte[] id) {
        area.putByte(PATH_STATE, state);
        area.put(PATH_GROUP_ID, id);
    }
}
