package io.zmdev.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysfsScriptTest {

    private static final MdevUuid UUID = new MdevUuid("11111111-1111-4111-8111-111111111111");

    @Test
    void readsEveryOperation() {
        String script = """
                # a comment
                read /sys/bus/ap/apmask

                write /sys/bus/ap/apmask -5,-6\\n
                write /sys/bus/ap/apmask
                write /a   two blanks and a \\\\ and a \\t
                list /sys/bus/ap
                link /sys/x
                load vfio_ap
                unload vfio_ap
                hotplug card05
                hotplug card05 CEX8P
                hotunplug 05.0004
                configure off card05
                checkstop on card06
                guest start %s
                guest stop %s
                """.formatted(UUID, UUID);

        assertThat(SysfsScript.parse("test", script))
                .containsExactly(
                        new HostOperation.Read("/sys/bus/ap/apmask"),
                        new HostOperation.Write("/sys/bus/ap/apmask", "-5,-6\n"),
                        new HostOperation.Write("/sys/bus/ap/apmask", ""),
                        new HostOperation.Write("/a", "  two blanks and a \\ and a \t"),
                        new HostOperation.ListNames("/sys/bus/ap"),
                        new HostOperation.Link("/sys/x"),
                        new HostOperation.Load("vfio_ap"),
                        new HostOperation.Unload("vfio_ap"),
                        new HostOperation.Hotplug("card05", Optional.empty()),
                        new HostOperation.Hotplug("card05", Optional.of(CardType.parse("CEX8P"))),
                        new HostOperation.Hotunplug("05.0004"),
                        new HostOperation.Configure(false, "card05"),
                        new HostOperation.Checkstop(true, "card06"),
                        new HostOperation.GuestStart(UUID),
                        new HostOperation.GuestStop(UUID));
    }

    @Test
    void keepsEveryByteOfAValue() {
        HostOperation write = new HostOperation.Write("/a", " a\\nb\n\t\\\\ \\");

        assertThat(SysfsScript.parse("test", SysfsScript.format(write))).containsExactly(write);
    }

    @Test
    void printsAValueSoThatItIsReadBack() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            StringBuilder value = new StringBuilder();
            int length = random.nextInt(8);
            for (int j = 0; j < length; j++) {
                value.append("\\nt\n\t a5".charAt(random.nextInt(8)));
            }
            HostOperation write = new HostOperation.Write("/a", value.toString());

            assertThat(SysfsScript.parse("seed " + seed, SysfsScript.format(write)))
                    .as("seed %d, value %d", seed, i)
                    .containsExactly(write);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chmod /sys, 'is no operation'",
        "read, 'read PATH'",
        "write, 'write PATH VALUE'",
        "configure card05, 'configure off|on CARD'",
        "checkstop maybe card05, 'neither on nor off'",
        "hotplug card05 CEX9Z, 'CEX8P'",
        "guest pause 11111111-1111-4111-8111-111111111111, 'guest start UUID'",
        "guest start x, 'UUID'"
    })
    void namesTheLineAndTheRemedy(String line, String remedy) {
        assertThatThrownBy(() -> SysfsScript.parse("my.sysfs", "# first\n" + line + "\n"))
                .isInstanceOfSatisfying(ZmdevException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNUSABLE);
                    assertThat(e).hasMessageContaining("my.sysfs line 2").hasMessageContaining(remedy);
                });
    }

    @Test
    void readsAScriptWithoutOperations() {
        assertThat(SysfsScript.parse("test", "# nothing\n\n")).isEqualTo(List.of());
    }

    @Test
    void overlooksAByteOrderMark() {
        assertThat(SysfsScript.parse("script", "\ufeffread /sys/bus/ap/apmask"))
                .containsExactly(new HostOperation.Read("/sys/bus/ap/apmask"));
    }
}
