package io.zmdev.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zmdev.model.Configuration;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import java.util.Optional;
import java.util.UUID;

/** A configuration for the tests; each device is named as its guest, and its UUID follows from its name. */
final class ConfigurationBuilder {

    private Configuration configuration = Configuration.empty("test");

    static ConfigurationBuilder configuration() {
        return new ConfigurationBuilder();
    }

    static MdevUuid uuid(String name) {
        return new MdevUuid(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString());
    }

    static ApMatrix matrix(Mask256 adapters, Mask256 domains) {
        return new ApMatrix(adapters, domains, domains);
    }

    /** A guest with an autostarting matrix device that controls its usage domains. */
    ConfigurationBuilder guest(String name, Mask256 adapters, Mask256 domains) {
        return guest(name, matrix(adapters, domains), true);
    }

    ConfigurationBuilder guest(String name, ApMatrix matrix, boolean autostart) {
        return device(new DesiredDevice.Matrix(uuid(name), name, autostart, State.PRESENT, matrix), Optional.of(name));
    }

    ConfigurationBuilder ccw(String guest, String name, String subchannel, Optional<String> devno) {
        return device(
                new DesiredDevice.Ccw(
                        uuid(name),
                        name,
                        true,
                        State.PRESENT,
                        SubchannelId.parse(subchannel),
                        devno.map(DeviceNumber::parse)),
                Optional.of(guest));
    }

    ConfigurationBuilder device(DesiredDevice device, Optional<String> guest) {
        return edit(new ConfigurationEdit.AddDevice(device, guest));
    }

    ConfigurationBuilder masks(MaskRequest masks) {
        return edit(new ConfigurationEdit.SetMasks(masks));
    }

    ConfigurationBuilder absoluteMasks(Mask256 apmask, Mask256 aqmask) {
        return masks(new MaskRequest(
                Mask256.NONE, Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.of(apmask), Optional.of(aqmask)));
    }

    ConfigurationBuilder edit(ConfigurationEdit edit) {
        configuration = edit.applyTo(configuration);
        return this;
    }

    Configuration build() {
        return configuration;
    }
}
