package io.zmdev.rules;

import io.zmdev.model.Configuration;
import io.zmdev.model.Guest;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.DomainId;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One change to a configuration, as data: fixes, drags, the command line and imports all make them. Applying one is pure. A
 * change to a device that the configuration doesn't list, or that is of another type, leaves the configuration as it is.
 */
public sealed interface ConfigurationEdit {

    Configuration applyTo(Configuration configuration);

    /**
     * Lists a device, under a guest when one is named; the guest is listed too when it isn't. This is also how a device that
     * is active but not listed becomes managed.
     */
    record AddDevice(DesiredDevice device, Optional<String> guest) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            Configuration with = configuration.withDevice(device);
            return guest.map(name -> attach(with, device.uuid(), name)).orElse(with);
        }
    }

    /**
     * Adds adapters and usage domains to the matrix of a guest; the guest gets the whole product.
     *
     * @param newDevice the UUID of the device that is made when the guest has no listed matrix device
     */
    record AssignToGuest(String guest, MdevUuid newDevice, Mask256 adapters, Mask256 domains)
            implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            Optional<DesiredDevice.Matrix> existing = matrixOf(configuration, guest);
            if (existing.isPresent()) {
                return new Assign(existing.get().uuid(), adapters, domains).applyTo(configuration);
            }
            ApMatrix matrix = new ApMatrix(adapters, domains, Mask256.NONE);
            DesiredDevice device =
                    new DesiredDevice.Matrix(newDevice, guest, true, DesiredDevice.State.PRESENT, matrix);
            return new AddDevice(device, Optional.of(guest)).applyTo(configuration);
        }
    }

    /** Adds adapters and usage domains to the matrix of a listed device; it gets the whole product. */
    record Assign(MdevUuid device, Mask256 adapters, Mask256 domains) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return changeMatrix(
                    configuration,
                    device,
                    matrix -> matrix.withAdapters(matrix.adapters().or(adapters))
                            .withDomains(matrix.domains().or(domains)));
        }
    }

    /** Takes adapters and usage domains from the matrix of a listed device. Control domains stay. */
    record Unassign(MdevUuid device, Mask256 adapters, Mask256 domains) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return changeMatrix(
                    configuration,
                    device,
                    matrix -> matrix.withAdapters(matrix.adapters().minus(adapters))
                            .withDomains(matrix.domains().minus(domains)));
        }
    }

    /** Gives a listed device exactly this matrix. */
    record SetMatrix(MdevUuid device, ApMatrix matrix) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return changeMatrix(configuration, device, unused -> matrix);
        }
    }

    /** Adds control domains to a listed device. */
    record AssignControlDomains(MdevUuid device, Mask256 domains) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return changeMatrix(
                    configuration,
                    device,
                    matrix -> matrix.withControlDomains(matrix.controlDomains().or(domains)));
        }
    }

    /** Takes control domains from a listed device. */
    record UnassignControlDomains(MdevUuid device, Mask256 domains) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return changeMatrix(
                    configuration,
                    device,
                    matrix -> matrix.withControlDomains(matrix.controlDomains().minus(domains)));
        }
    }

    /** Puts a usage domain of a listed device in the place of another; a control domain of the same id moves along. */
    record MoveDomain(MdevUuid device, DomainId from, DomainId to) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return changeMatrix(
                    configuration,
                    device,
                    matrix -> matrix.withDomains(moved(matrix.domains()))
                            .withControlDomains(moved(matrix.controlDomains())));
        }

        private Mask256 moved(Mask256 domains) {
            return domains.contains(from.value())
                    ? domains.without(from.value()).with(to.value())
                    : domains;
        }
    }

    /** Frees adapters and domains in the masks: in the absolute mask when there is one, else in the relative lists. */
    record FreeInMasks(Mask256 adapters, Mask256 domains) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            MaskRequest masks = configuration.masks();
            return configuration.withMasks(new MaskRequest(
                    masks.apmask().isPresent()
                            ? masks.freeAdapters()
                            : masks.freeAdapters().or(adapters),
                    masks.aqmask().isPresent()
                            ? masks.freeDomains()
                            : masks.freeDomains().or(domains),
                    masks.reserveAdapters().minus(adapters),
                    masks.reserveDomains().minus(domains),
                    masks.apmask().map(mask -> mask.minus(adapters)),
                    masks.aqmask().map(mask -> mask.minus(domains))));
        }
    }

    /** Gives adapters and domains back to the host's drivers: the inverse of {@link FreeInMasks}. */
    record ReserveInMasks(Mask256 adapters, Mask256 domains) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            MaskRequest masks = configuration.masks();
            return configuration.withMasks(new MaskRequest(
                    masks.freeAdapters().minus(adapters),
                    masks.freeDomains().minus(domains),
                    masks.apmask().isPresent()
                            ? masks.reserveAdapters()
                            : masks.reserveAdapters().or(adapters),
                    masks.aqmask().isPresent()
                            ? masks.reserveDomains()
                            : masks.reserveDomains().or(domains),
                    masks.apmask().map(mask -> mask.or(adapters)),
                    masks.aqmask().map(mask -> mask.or(domains))));
        }
    }

    /** Asks for these masks instead. */
    record SetMasks(MaskRequest masks) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return configuration.withMasks(masks);
        }
    }

    /** Takes a device out of the configuration: it is no longer managed. */
    record RemoveDevice(MdevUuid device) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return configuration.withoutDevice(device);
        }
    }

    /** Sets whether a listed device shall exist; one that shall not exist is taken from the guests. */
    record SetState(MdevUuid device, DesiredDevice.State state) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            Configuration set = change(configuration, device, listed -> listed.withState(state));
            return switch (state) {
                case PRESENT -> set;
                case ABSENT ->
                    set.withGuests(set.guests().stream()
                            .map(guest -> without(guest, device))
                            .toList());
            };
        }
    }

    record SetAutostart(MdevUuid device, boolean autostart) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return change(configuration, device, listed -> listed.withAutostart(autostart));
        }
    }

    /** Puts another listed device in the place of the one with its UUID. */
    record ReplaceDevice(DesiredDevice device) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return change(configuration, device.uuid(), listed -> device);
        }
    }

    record SetGuestDevno(MdevUuid device, DeviceNumber guestDevno) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return change(
                    configuration,
                    device,
                    listed -> listed instanceof DesiredDevice.Ccw ccw ? ccw.withGuestDevno(guestDevno) : listed);
        }
    }

    /** Lists a device under a guest, which is listed too when it isn't. */
    record AttachToGuest(MdevUuid device, String guest) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return attach(configuration, device, guest);
        }
    }

    /** Takes a device from a guest's list. */
    record DetachFromGuest(MdevUuid device, String guest) implements ConfigurationEdit {
        @Override
        public Configuration applyTo(Configuration configuration) {
            return configuration.withGuests(configuration.guests().stream()
                    .map(listed -> listed.name().equals(guest) ? without(listed, device) : listed)
                    .toList());
        }
    }

    /** The listed matrix device of a guest, the first when there are several. */
    static Optional<DesiredDevice.Matrix> matrixOf(Configuration configuration, String guest) {
        return configuration.guests().stream()
                .filter(listed -> listed.name().equals(guest))
                .flatMap(listed -> listed.devices().stream())
                .flatMap(uuid -> configuration.mediatedDevice(uuid).stream())
                .filter(DesiredDevice.Matrix.class::isInstance)
                .map(DesiredDevice.Matrix.class::cast)
                .findFirst();
    }

    private static Configuration change(
            Configuration configuration, MdevUuid uuid, UnaryOperator<DesiredDevice> change) {
        return configuration
                .mediatedDevice(uuid)
                .map(device -> configuration.withDevice(change.apply(device)))
                .orElse(configuration);
    }

    private static Configuration changeMatrix(
            Configuration configuration, MdevUuid uuid, UnaryOperator<ApMatrix> change) {
        return change(
                configuration,
                uuid,
                device -> device instanceof DesiredDevice.Matrix listed
                        ? listed.withMatrix(change.apply(listed.matrix()))
                        : device);
    }

    private static Configuration attach(Configuration configuration, MdevUuid uuid, String name) {
        boolean listed =
                configuration.guests().stream().anyMatch(guest -> guest.name().equals(name));
        Stream<Guest> guests = configuration.guests().stream()
                .map(guest -> guest.name().equals(name) && !guest.devices().contains(uuid)
                        ? new Guest(
                                name,
                                guest.running(),
                                Stream.concat(guest.devices().stream(), Stream.of(uuid))
                                        .toList())
                        : guest);
        return configuration.withGuests(
                listed
                        ? guests.toList()
                        : Stream.concat(guests, Stream.of(new Guest(name, false, List.of(uuid))))
                                .toList());
    }

    private static Guest without(Guest guest, MdevUuid uuid) {
        return new Guest(
                guest.name(),
                guest.running(),
                guest.devices().stream().filter(device -> !device.equals(uuid)).toList());
    }
}
