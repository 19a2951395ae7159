package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.RuleTesting.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.DomainId;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.mdev.DesiredDevice.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationEditTest {

    private static Configuration base() {
        return configuration()
                .guest("web1", new ApMatrix(ids(5), ids(4), ids(4)), true)
                .build();
    }

    private static ApMatrix matrixOf(Configuration configuration, String name) {
        return ConfigurationEdit.matrixOf(configuration, name).orElseThrow().matrix();
    }

    @Test
    void assigningToAGuestWithoutADeviceMakesOneAndTheGuest() {
        Configuration after = new ConfigurationEdit.AssignToGuest("web2", uuid("web2"), ids(6), ids(4)).applyTo(base());

        assertThat(matrixOf(after, "web2")).isEqualTo(new ApMatrix(ids(6), ids(4), Mask256.NONE));
        assertThat(after.mediatedDevice(uuid("web2")).orElseThrow().autostart()).isTrue();
    }

    @Test
    void assigningToAGuestWithADeviceExtendsIt() {
        Configuration after =
                new ConfigurationEdit.AssignToGuest("web1", uuid("other"), ids(6), ids(0x47)).applyTo(base());

        assertThat(matrixOf(after, "web1")).isEqualTo(new ApMatrix(ids(5, 6), ids(4, 0x47), ids(4)));
        assertThat(after.mediatedDevices()).hasSize(1);
    }

    @Test
    void unassigningIsTheInverseOfAssigning() {
        Configuration after = new ConfigurationEdit.Unassign(uuid("web1"), ids(6), ids(0x47))
                .applyTo(new ConfigurationEdit.Assign(uuid("web1"), ids(6), ids(0x47)).applyTo(base()));

        assertThat(after).isEqualTo(base());
    }

    @Test
    void controlDomainsComeAndGoAlone() {
        Configuration with = new ConfigurationEdit.AssignControlDomains(uuid("web1"), ids(9)).applyTo(base());

        assertThat(matrixOf(with, "web1").controlDomains()).isEqualTo(ids(4, 9));
        assertThat(new ConfigurationEdit.UnassignControlDomains(uuid("web1"), ids(9)).applyTo(with))
                .isEqualTo(base());
    }

    @Test
    void movingADomainTakesItsControlDomainAlong() {
        Configuration after =
                new ConfigurationEdit.MoveDomain(uuid("web1"), new DomainId(4), new DomainId(0x50)).applyTo(base());

        assertThat(matrixOf(after, "web1")).isEqualTo(new ApMatrix(ids(5), ids(0x50), ids(0x50)));
    }

    @Test
    void freeingAndReservingUndoEachOtherInLists() {
        Configuration freed = new ConfigurationEdit.FreeInMasks(ids(5), ids(4)).applyTo(base());
        Configuration reserved = new ConfigurationEdit.ReserveInMasks(ids(5), ids(4)).applyTo(freed);

        assertThat(freed.masks().freeAdapters()).isEqualTo(ids(5));
        assertThat(reserved.masks().freeAdapters()).isEqualTo(Mask256.NONE);
        assertThat(reserved.masks().reserveAdapters()).isEqualTo(ids(5));
        assertThat(reserved.masks().reserveDomains()).isEqualTo(ids(4));
    }

    @Test
    void freeingChangesAnAbsoluteMaskWhereThereIsOne() {
        Configuration absolute =
                configuration().absoluteMasks(Mask256.ALL, Mask256.ALL).build();

        MaskRequest masks = new ConfigurationEdit.FreeInMasks(ids(5), ids(4))
                .applyTo(absolute)
                .masks();

        assertThat(masks.apmask()).contains(Mask256.ALL.without(5));
        assertThat(masks.aqmask()).contains(Mask256.ALL.without(4));
        assertThat(masks.freeAdapters()).isEqualTo(Mask256.NONE);
    }

    @Test
    void aDeviceThatShallBeAbsentLeavesItsGuest() {
        Configuration after = new ConfigurationEdit.SetState(uuid("web1"), State.ABSENT).applyTo(base());

        assertThat(after.guests().getFirst().devices()).isEmpty();
        assertThat(after.mediatedDevice(uuid("web1")).orElseThrow().state()).isEqualTo(State.ABSENT);
    }

    @Test
    void attachingTwiceListsTheDeviceOnce() {
        assertThat(new ConfigurationEdit.AttachToGuest(uuid("web1"), "web1").applyTo(base()))
                .isEqualTo(base());
        assertThat(new ConfigurationEdit.DetachFromGuest(uuid("web1"), "web1")
                        .applyTo(base())
                        .guestOf(uuid("web1")))
                .isEmpty();
    }

    @Test
    void changingADeviceThatIsNotListedChangesNothing() {
        List<ConfigurationEdit> edits = List.of(
                new ConfigurationEdit.Assign(uuid("x"), ids(5), ids(4)),
                new ConfigurationEdit.SetAutostart(uuid("x"), false),
                new ConfigurationEdit.SetGuestDevno(uuid("web1"), DeviceNumber.parse("fe.0.0001")),
                new ConfigurationEdit.RemoveDevice(uuid("x")));

        assertThat(edits).allSatisfy(edit -> assertThat(edit.applyTo(base())).isEqualTo(base()));
    }
}
