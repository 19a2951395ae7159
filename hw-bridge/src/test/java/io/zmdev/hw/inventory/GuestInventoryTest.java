package io.zmdev.hw.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.shell.LocalShell;
import io.zmdev.hw.shell.Shell;
import io.zmdev.model.Damage;
import io.zmdev.model.Guest;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests as libvirt's own test driver tells of them through virsh. */
class GuestInventoryTest {

    private static final MdevUuid ONE = new MdevUuid("c0ffee01-1111-4111-8111-000000000001");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static LocalShell with(String uri) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/virsh")), "virsh is needed");
        return new LocalShell(List.of("env", "LIBVIRT_DEFAULT_URI=" + uri, "sh"));
    }

    private static List<Guest> domains(Shell shell) {
        return GuestInventory.domains(shell, damage -> {
            throw new AssertionError(damage);
        });
    }

    /** What it may have counts as what it has. */
    @Test
    void aDomainThatCannotBeReadHasEveryDeviceThatItNames() throws IOException {
        Path virsh = Files.writeString(folder.resolve("virsh"), """
                #!/bin/sh
                case $* in
                    *list*) echo 5b1d0c1e-0000-4000-8000-000000000001 ;;
                    *) cat <<'END'
                <domain><name>web 1</name>&bad; <hostdev><address uuid='%s'/>
                zmdev-active
                END
                esac
                """.formatted(ONE));
        assertThat(virsh.toFile().setExecutable(true)).isTrue();
        List<Damage> damages = new ArrayList<>();
        Shell shell = new LocalShell(List.of("env", "PATH=" + folder + ":/usr/bin:/bin", "sh"));
        assertThat(GuestInventory.domains(shell, damages::add)).containsExactly(new Guest("web 1", true, List.of(ONE)));
        assertThat(damages)
                .singleElement()
                .satisfies(damage -> assertThat(damage.sentence())
                        .startsWith("the XML of the guest web 1: virsh dumpxml: line 1: "));
    }

    @Test
    void virshTellsOfDomainsAndTheirMediatedDevices() throws IOException {
        Path node = Files.writeString(folder.resolve("node.xml"), """
                <node>
                  <domain type='test'><name>web 1 $(touch evil)</name>
                    <uuid>5b1d0c1e-0000-4000-8000-000000000001</uuid><memory>1048576</memory><vcpu>1</vcpu>
                    <os><type>hvm</type></os>
                    <devices><hostdev mode='subsystem' type='mdev' model='vfio-ap'>
                      <source><address uuid='%s'/></source></hostdev></devices></domain>
                </node>
                """.formatted(ONE));

        assertThat(domains(with("test://" + node)))
                .containsExactly(new Guest("web 1 $(touch evil)", true, List.of(ONE)));
    }

    @Test
    void theDomainOfLibvirtsTestDriverIsListed() {
        assertThat(domains(with("test:///default"))).containsExactly(new Guest("test", true, List.of()));
    }

    /** The test driver gives a domain without a UUID another one for each program that connects. */
    @Test
    void aDomainThatWentAwayMeanwhileIsNone() throws IOException {
        Path node = Files.writeString(folder.resolve("node.xml"), """
                <node>
                  <domain type='test'><name>web</name><memory>1048576</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>
                </node>
                """);

        assertThat(domains(with("test://" + node))).isEmpty();
    }

    @Test
    void withoutLibvirtThereAreNone() {
        assertThat(domains(with("test:///nonexistent"))).isEmpty();
        assertThat(domains(new LocalShell(List.of("env", "PATH=/nowhere", "/bin/sh"))))
                .isEmpty();
    }

    @Test
    void aDeviceWhoseQueuesAreInUseHasAGuestThatNobodyKnows() {
        ApMatrix matrix = new ApMatrix(Mask256.of(5), Mask256.of(4), Mask256.NONE);
        MediatedDevice device = new MediatedDevice.Matrix(ONE, Observed.known(matrix), Observed.known(matrix));
        Guest web = new Guest("web", true, List.of(ONE));

        assertThat(GuestInventory.withStrangers(List.of(), List.of(device), Set.of(Apqn.of(5, 4))))
                .containsExactly(new Guest("guest of " + ONE, true, List.of(ONE)));
        assertThat(GuestInventory.withStrangers(List.of(web), List.of(device), Set.of(Apqn.of(5, 4))))
                .containsExactly(web);
        assertThat(GuestInventory.withStrangers(List.of(), List.of(device), Set.of()))
                .isEmpty();
    }
}
