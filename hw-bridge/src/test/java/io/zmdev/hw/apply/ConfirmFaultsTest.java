package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.PersistentFiles;
import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.inventory.PersistentInventory;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.service.Demo;
import io.zmdev.testbed.EmulatedLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A confirmation with a fault at every step of it: the files of {@code /etc} are the old ones or the new ones, and the machine is
 * as the journal says. Compared are every path of /sys but those of {@link CompareState}, and every file of /etc with its mode.
 */
@Tag("slow")
class ConfirmFaultsTest {

    /** The programs with which the script changes files and notes in its journal. */
    private static final List<String> PROGRAMS = List.of("mv", "cp", "rm", "mkdir", "rmdir", "chmod", "sync", "tr");

    /** Runs the transaction up to where it waits, in {@code /var/lib/zmdev}. */
    private static final String APPLIED = """
            export ZMDEV_JOURNAL=/var/lib/zmdev/journal
            cd /var/lib/zmdev
            sh $SCRIPT --guard 600 &
            guard=$!
            until grep -q 'ended applied' journal 2>/dev/null; do sleep 0.05; done
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private EmulatedLinux linux;
    private Plan plan;
    private Map<String, String> oldMachine;
    private Map<String, String> oldFiles;
    private Map<String, String> newMachine;
    private Map<String, String> newFiles;

    @BeforeEach
    void boot() throws IOException {
        linux = EmulatedLinux.boot("lpar42", folder);
        Files.createDirectories(linux.etc().resolve("udev/rules.d"));
        Files.writeString(linux.etc().resolve("udev/rules.d/41-ap.rules"), "# of somebody\n");
        ShellHost host = linux.host(linux.shell("sh"));
        plan = Planner.plan(Inventory.read(host), Demo.configuration())
                .keeping(PersistentFiles.changes(
                        Demo.configuration(),
                        PersistentInventory.read(host),
                        path -> PersistentInventory.file(host, path)));
        Files.writeString(folder.resolve("script"), ShellScript.of(plan));
        oldMachine = CompareState.of(linux);
        oldFiles = FolderDump.of(linux.etc());
        assertThat(run(APPLIED + ": >confirm; wait $guard")).isZero();
        newMachine = CompareState.of(linux);
        newFiles = FolderDump.of(linux.etc());
        undo();
    }

    @AfterEach
    void shutDown() {
        linux.close();
    }

    private int run(String script) {
        List<String> command = new ArrayList<>(linux.enter());
        command.addAll(List.of("sh", "-c", "export SCRIPT=" + folder.resolve("script") + "; " + script));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void undo() {
        assertThat(run("ZMDEV_JOURNAL=/var/lib/zmdev/journal sh $SCRIPT --undo && rm -rf /var/lib/zmdev/*"))
                .isZero();
        assertOld("undone");
    }

    private void assertOld(String when) {
        assertThat(FolderDump.of(linux.etc())).as(when).isEqualTo(oldFiles);
        assertThat(CompareState.of(linux)).as(when).isEqualTo(oldMachine);
    }

    private void assertNew(String when) {
        assertThat(FolderDump.of(linux.etc())).as(when).isEqualTo(newFiles);
        assertThat(CompareState.of(linux)).as(when).isEqualTo(newMachine);
    }

    /** Programs that count their calls once a file {@code counting} is there, and kill the guard at one of them. */
    private Path deadlyPrograms(List<String> names) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("bin"));
        for (String name : names) {
            Path program = Files.writeString(programs.resolve(name), """
                    #!/bin/sh
                    [ -e /var/lib/zmdev/counting ] || exec /usr/bin/%1$s "$@"
                    read -r calls </var/lib/zmdev/counting
                    calls=$((calls + 1))
                    echo $calls >/var/lib/zmdev/counting
                    [ $calls = $KILL_BEFORE ] && kill -9 $(cat /var/lib/zmdev/journal.guard) && exit 1
                    /usr/bin/%1$s "$@" || exit
                    [ $calls != $KILL_AFTER ] || kill -9 $(cat /var/lib/zmdev/journal.guard)
                    """.formatted(name));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return programs;
    }

    @Test
    void whereverItIsKilledTheOldFilesOrTheNewOnesAreThere() throws IOException {
        String path = "PATH=" + deadlyPrograms(PROGRAMS) + ":$PATH; export PATH;";
        int calls = 0;
        int old = 0;
        int made = 0;
        for (int call = 1; calls == 0 || call <= calls; call++) {
            String when = call % 2 == 0 ? "BEFORE" : "AFTER";
            boolean goOn = call / 2 % 2 == 0;
            String kill = "export KILL_BEFORE=0 KILL_AFTER=0 KILL_%s=%d;".formatted(when, call);
            String point = "killed %s call %d".formatted(when, call);
            run(path + kill + APPLIED + "echo 0 >counting; : >confirm; wait $guard; mv counting counted; "
                    + (goOn ? "" : "rm -f confirm; : >rollback; ")
                    + "ZMDEV_JOURNAL=/var/lib/zmdev/journal sh $SCRIPT --watch");
            String journal = Files.readString(linux.state().resolve("journal"));
            calls = Math.max(
                    calls,
                    Integer.parseInt(
                            Files.readString(linux.state().resolve("counted")).strip()));
            if (journal.endsWith("confirmed\n")) {
                made++;
                assertNew(point);
                undo();
            } else {
                old++;
                assertThat(journal).as(point).endsWith("ended rolled-back\n");
                assertOld(point);
                run("rm -rf /var/lib/zmdev/*");
            }
        }
        System.out.printf(
                "killed (-9) before or after each of %d calls of a confirmation: old state %d times, new state %d times%n",
                calls, old, made);
        assertThat(old).isGreaterThan(5);
        assertThat(made).isGreaterThan(5);
    }

    /** The guard is killed after each rename, and the journal is one of a boot before this one. */
    @Test
    void afterARestartBetweenTwoRenamesTheOldFilesComeBack() throws IOException {
        String path = "PATH=" + deadlyPrograms(List.of("mv")) + ":$PATH; export PATH;";
        int renames = plan.files().size();
        assertThat(renames).isGreaterThan(2);
        for (int call = 1; call <= renames; call++) {
            String point = "restarted after rename " + call;
            run(path + "export KILL_BEFORE=0 KILL_AFTER=%d;".formatted(call) + APPLIED
                    + "echo 0 >counting; : >confirm; wait $guard; rm counting");
            Path journal = linux.state().resolve("journal");
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String cutOff = Files.readString(journal).replace("begun " + boot, "begun another-boot");
            Files.writeString(journal, cutOff);
            assertThat(cutOff).as(point).contains("persisting").doesNotContain("persisted", "confirmed");
            assertThat(FolderDump.of(linux.etc())).as(point).isNotEqualTo(oldFiles);
            assertThat(run("ZMDEV_JOURNAL=/var/lib/zmdev/journal sh $SCRIPT --restore"))
                    .as(point)
                    .isZero();
            assertThat(FolderDump.of(linux.etc())).as(point).isEqualTo(oldFiles);
            assertThat(run("ZMDEV_JOURNAL=/var/lib/zmdev/journal sh $SCRIPT --restore"))
                    .as("nothing is left to bring back")
                    .isEqualTo(2);
            Files.writeString(journal, Files.readString(journal).replace("another-boot", boot));
            undo();
        }
        System.out.printf("restarted after each of %d renames of a confirmation: the old files each time%n", renames);
    }

    /** The disk of /etc, or that of the journal, has so many pages left when it is confirmed. */
    @Test
    void onAFullDiskTheOldFilesOrTheNewOnesAreThere() throws IOException {
        int old = 0;
        int made = 0;
        for (String disk : List.of("/etc", "/var/lib/zmdev")) {
            for (int pages = 0; pages < 16; pages++) {
                Path found = folder.resolve("found");
                String point = "%d pages left on %s".formatted(pages, disk);
                int status = run("""
                        disk=%1$s
                        mkdir %2$s %2$s/disk && mount -t tmpfs -o size=1m full %2$s/disk || exit 99
                        cp -a $disk/. %2$s/disk && mount --bind %2$s/disk $disk || exit 99
                        %3$s
                        dd if=/dev/zero of=$disk/room bs=4096 count=%4$d 2>/dev/null
                        cat /dev/zero >$disk/filler 2>/dev/null
                        rm -f $disk/room
                        : >confirm
                        until ! kill -0 $guard || [ ! -e confirm ] || grep -q ^confirmed journal; do sleep 0.05; done 2>/dev/null
                        rm -f $disk/filler
                        cp -a /etc %2$s/etc
                        grep -q ^confirmed journal && made=0 || made=1
                        : >confirm
                        wait $guard && cp -a /etc %2$s/later && sh $SCRIPT --undo || exit 98
                        exit $made
                        """.formatted(disk, found, APPLIED, pages));
                Map<String, String> files = FolderDump.of(found.resolve("etc"));
                assertThat(status).as(point).isBetween(0, 1);
                made += 1 - status;
                old += status;
                assertThat(files).as(point).isEqualTo(status == 0 ? newFiles : oldFiles);
                assertThat(FolderDump.of(found.resolve("later")))
                        .as("%s, then confirmed again", point)
                        .isEqualTo(newFiles);
                assertThat(CompareState.of(linux)).as(point).isEqualTo(oldMachine);
                run("rm -rf /var/lib/zmdev/* " + found);
            }
        }
        System.out.printf("disk full at a confirmation: old files %d times, new files %d times%n", old, made);
        assertThat(old).isPositive();
        assertThat(made).isPositive();
    }
}
