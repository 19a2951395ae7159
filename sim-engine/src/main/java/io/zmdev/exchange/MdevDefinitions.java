package io.zmdev.exchange;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.Answer;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevDefinition.Attribute;
import io.zmdev.rules.ApConfigSyntax;
import io.zmdev.rules.IdSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Devices of a configuration as persistent definitions, and back. mdevctl and libvirt share this view of a device. */
public final class MdevDefinitions {

    private MdevDefinitions() {}

    /** The definition of a device; none for a virtual matrix device, which no kernel implements. */
    public static Optional<MdevDefinition> of(DesiredDevice device) {
        return switch (device) {
            case DesiredDevice.Matrix matrix ->
                Optional.of(new MdevDefinition(
                        MdevDefinition.MATRIX_PARENT,
                        matrix.uuid(),
                        MdevDefinition.PASSTHROUGH,
                        matrix.autostart(),
                        attributes(matrix.matrix())));
            case DesiredDevice.Ccw ccw ->
                Optional.of(new MdevDefinition(
                        ccw.subchannel().toString(), ccw.uuid(), MdevDefinition.CCW, ccw.autostart(), List.of()));
            case DesiredDevice.VirtualMatrix virtual -> Optional.empty();
        };
    }

    /** One attribute for each id, because every kernel has them and tools check them before they write. */
    private static List<Attribute> attributes(ApMatrix matrix) {
        List<Attribute> attributes = new ArrayList<>();
        matrix.adapters().forEach(id -> attributes.add(new Attribute("assign_adapter", "0x%02x".formatted(id))));
        matrix.domains().forEach(id -> attributes.add(new Attribute("assign_domain", "0x%04x".formatted(id))));
        matrix.controlDomains()
                .forEach(id -> attributes.add(new Attribute("assign_control_domain", "0x%04x".formatted(id))));
        return attributes;
    }

    /**
     * The device that a definition makes, called by its UUID.
     *
     * @throws IllegalArgumentException when it is a type that zmdev does not know, or the kernel would refuse a value
     */
    public static DesiredDevice device(MdevDefinition definition) {
        String name = definition.uuid().text();
        return switch (definition.type()) {
            case MdevDefinition.PASSTHROUGH -> {
                if (!definition.parent().equals(MdevDefinition.MATRIX_PARENT)) {
                    throw new IllegalArgumentException("the parent of a %s device is %s, not '%s'"
                            .formatted(definition.type(), MdevDefinition.MATRIX_PARENT, definition.parent()));
                }
                yield new DesiredDevice.Matrix(
                        definition.uuid(),
                        name,
                        definition.autostart(),
                        State.PRESENT,
                        matrix(definition.attributes()));
            }
            case MdevDefinition.CCW -> {
                if (!definition.attributes().isEmpty()) {
                    throw new IllegalArgumentException("a vfio_ccw-io device has no attribute '"
                            + definition.attributes().getFirst().name() + "'");
                }
                yield new DesiredDevice.Ccw(
                        definition.uuid(),
                        name,
                        definition.autostart(),
                        State.PRESENT,
                        SubchannelId.parse(definition.parent()),
                        Optional.empty());
            }
            default ->
                throw new IllegalArgumentException("the type '%s' is neither %s nor %s"
                        .formatted(definition.type(), MdevDefinition.PASSTHROUGH, MdevDefinition.CCW));
        };
    }

    private static ApMatrix matrix(List<Attribute> attributes) {
        ApMatrix matrix = ApMatrix.EMPTY;
        for (Attribute attribute : attributes) {
            matrix = switch (attribute.name()) {
                case "assign_adapter" -> matrix.withAdapters(with(matrix.adapters(), attribute));
                case "assign_domain" -> matrix.withDomains(with(matrix.domains(), attribute));
                case "assign_control_domain" -> matrix.withControlDomains(with(matrix.controlDomains(), attribute));
                case "ap_config" ->
                    ApConfigSyntax.parse(attribute.value() + "\n").asOptional().orElseThrow(() -> refused(attribute));
                default ->
                    throw new IllegalArgumentException(
                            "a vfio_ap-passthrough device has no attribute '" + attribute.name() + "'");
            };
        }
        return matrix;
    }

    private static Mask256 with(Mask256 ids, Attribute attribute) {
        if (IdSyntax.parse(attribute.value()) instanceof Answer.Ok<Long>(Long id)
                && Long.compareUnsigned(id, Mask256.SIZE) < 0) {
            return ids.with(id.intValue());
        }
        throw refused(attribute);
    }

    private static IllegalArgumentException refused(Attribute attribute) {
        return new IllegalArgumentException(
                "the kernel would not take the value '%s' for %s".formatted(attribute.value(), attribute.name()));
    }
}
