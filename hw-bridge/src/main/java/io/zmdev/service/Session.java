package io.zmdev.service;

import io.zmdev.exchange.PersistentFiles;
import io.zmdev.hw.apply.FileJournal;
import io.zmdev.hw.apply.History;
import io.zmdev.hw.apply.Journal;
import io.zmdev.hw.apply.MemoryJournal;
import io.zmdev.hw.apply.ScriptedTransaction;
import io.zmdev.hw.apply.Transaction;
import io.zmdev.hw.apply.Transactor;
import io.zmdev.hw.host.BundleRecording;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.Hosts;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.inventory.PersistentInventory;
import io.zmdev.hw.inventory.RecordedKeys;
import io.zmdev.hw.shell.Shell;
import io.zmdev.hw.ssh.HostKeyTrust;
import io.zmdev.model.Configuration;
import io.zmdev.model.Damage;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.PersistentState;
import io.zmdev.plan.Losses;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.plan.TakenDevices;
import io.zmdev.plan.ZeroizedKeys;
import io.zmdev.rules.Finding;
import io.zmdev.rules.HeldDevices;
import io.zmdev.rules.MasterKeys;
import io.zmdev.rules.Validator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** An open host and what can be done with it. For one thread at a time. */
public final class Session implements AutoCloseable {

    private static final String JOURNAL = "journal.jsonl";

    private final HostAccess host;
    private final Transactor transactor;
    private final Consumer<String> notices;
    private final Set<Damage> told = new HashSet<>();

    private Session(HostAccess host, Transactor transactor, Consumer<String> notices) {
        this.host = host;
        this.transactor = transactor;
        this.notices = notices;
    }

    /**
     * Opens a host.
     *
     * @param state where an emulated machine and its journal live between calls
     * @param trust decides about a host behind SSH that is not known yet
     * @param notices takes what the user should know although the host opens
     * @throws io.zmdev.model.ZmdevException as {@link Hosts#open}
     */
    public static Session open(HostUri uri, Optional<Path> state, HostKeyTrust trust, Consumer<String> notices) {
        HostAccess host = Hosts.open(uri, state, trust, notices);
        return new Session(
                host,
                host.shell()
                        .<Transactor>map(shell -> scripted(host, shell, notices))
                        .orElseGet(() -> emulated(host, state, notices)),
                notices);
    }

    /** Opens a host as {@link #open(HostUri, Optional, HostKeyTrust, Consumer)} does; no new host behind SSH is trusted. */
    public static Session open(HostUri uri, Optional<Path> state, Consumer<String> notices) {
        return open(uri, state, HostKeyTrust.STRICT, notices);
    }

    private static ScriptedTransaction scripted(HostAccess host, Shell shell, Consumer<String> notices) {
        ScriptedTransaction transaction = new ScriptedTransaction(host, shell, ScriptedTransaction.FOLDER);
        transaction.recover().ifPresent(notices);
        return transaction;
    }

    private static Transaction emulated(HostAccess host, Optional<Path> state, Consumer<String> notices) {
        Journal journal = state.<Journal>map(path -> new FileJournal(path.resolve(JOURNAL), notices))
                .orElseGet(MemoryJournal::new);
        Transaction transaction = new Transaction(host, journal);
        transaction
                .expire()
                .ifPresent(number ->
                        notices.accept("transaction %d was undone: nobody confirmed it in time".formatted(number)));
        return transaction;
    }

    /** The host itself, for single reads and writes. */
    public HostAccess host() {
        return host;
    }

    /**
     * What the machine is at this moment. What of it can't be told is noticed once.
     *
     * @throws io.zmdev.model.ZmdevException as {@link Inventory#read}
     */
    public Machine machine() {
        Machine machine = Inventory.read(host);
        tell(machine.damages());
        return machine;
    }

    private void tell(List<Damage> damages) {
        damages.stream()
                .filter(told::add)
                .forEach(damage -> notices.accept("left alone, because it can't be told: " + damage.sentence()));
    }

    /**
     * What the machine is at this moment, with the master keys of some adapters' queues only.
     *
     * @throws io.zmdev.model.ZmdevException as {@link Inventory#read}
     */
    public Machine machine(Mask256 asked) {
        return Inventory.read(host, asked);
    }

    /**
     * What the machine keeps in files for its next boot.
     *
     * @throws io.zmdev.model.ZmdevException as {@link PersistentInventory#read}
     */
    public PersistentState persistentState() {
        return persistentState(host);
    }

    private PersistentState persistentState(HostAccess view) {
        PersistentState state = PersistentInventory.read(view);
        tell(state.damages());
        return state;
    }

    /**
     * Records what {@link #machine} reads as a bundle, which opens elsewhere as {@code bundle:FILE}.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    public void capture(Path file) {
        BundleRecording.of(host, Inventory.looks(), Inventory.guests(host)).write(file);
    }

    /** Everything that the rules have to say about a configuration on this machine, the worst first. */
    public List<Finding> validate(Configuration configuration) {
        return Validator.validate(configuration, machine(MasterKeys.adapters(configuration)));
    }

    /** The steps to a configuration that takes nothing from the host that the host uses. */
    public Plan plan(Configuration configuration) {
        return plan(configuration, HeldDevices.REFUSE);
    }

    /**
     * The steps to a configuration, and what keeps it over a reboot.
     *
     * @throws RefusedConfigurationException when validation refuses it
     * @throws io.zmdev.model.ZmdevException as {@link Planner#plan} and {@link #keeping}
     */
    public Plan plan(Configuration configuration, HeldDevices held) {
        return keeping(planUntilReboot(configuration, held), configuration);
    }

    /**
     * A plan for a configuration with the files that keep it over a reboot. A bundle has no file of {@code /etc}: nothing is
     * known of it then.
     *
     * @throws io.zmdev.model.ZmdevException as {@link PersistentInventory#read}; FILE_UNUSABLE when a file that has to change is
     *     no text
     */
    public Plan keeping(Plan plan, Configuration configuration) {
        if (host.uri() instanceof HostUri.Bundle) {
            return plan;
        }
        HostAccess view = host.view(PersistentInventory.LOOKS);
        return plan.keeping(PersistentFiles.changes(
                configuration, persistentState(view), path -> PersistentInventory.file(view, path)));
    }

    /**
     * The steps to a configuration, which last until the next boot.
     *
     * @throws RefusedConfigurationException when validation refuses it
     * @throws io.zmdev.model.ZmdevException as {@link Planner#plan}
     */
    public Plan planUntilReboot(Configuration configuration, HeldDevices held) {
        Machine machine = machine(MasterKeys.adapters(configuration));
        List<Finding> findings = Validator.validate(configuration, machine);
        if (Validator.refused(findings, held)) {
            throw new RefusedConfigurationException(configuration.name(), findings);
        }
        return Planner.plan(machine, configuration, held);
    }

    /**
     * Makes a plan as one transaction.
     *
     * @param confirmWithin as in {@link Transactor#apply}
     * @throws io.zmdev.model.ZmdevException CONFLICT when the host uses a device by now that the plan takes; DISTURBS
     *     when something would be lost for good and that was not agreed to; as {@link Transactor#apply}
     */
    public void apply(Plan plan, Duration confirmWithin, HeldDevices held, Losses losses) {
        requireAgreed(plan.losses(), losses);
        if (!plan.isEmpty()) {
            Machine machine =
                    machine(Mask256.of(ZeroizedKeys.cards(plan).stream().mapToInt(AdapterId::value)));
            requireAgreed(ZeroizedKeys.of(plan, machine), losses);
            TakenDevices.requireUnused(plan, machine, held);
            if (host.shell().isEmpty()) {
                RecordedKeys.records(machine, plan).forEach(host::execute);
            }
        }
        transactor.apply(plan, confirmWithin);
    }

    private static void requireAgreed(List<String> lost, Losses losses) {
        if (losses == Losses.REFUSE && !lost.isEmpty()) {
            throw new ZmdevException(
                    ErrorCode.DISTURBS,
                    "this would be lost for good; stop the guests and make sure that keys can be loaded again, then agree"
                            + " with --disturb:\n  "
                            + String.join("\n  ", lost));
        }
    }

    /**
     * Lets the last transaction stay.
     *
     * @return its number
     * @throws io.zmdev.model.ZmdevException as {@link Transactor#confirm}
     */
    public int confirm() {
        return transactor.confirm();
    }

    /**
     * Undoes the last transaction.
     *
     * @return its number
     * @throws io.zmdev.model.ZmdevException as {@link Transactor#rollBack}
     */
    public int rollBack() {
        return transactor.rollBack();
    }

    /**
     * Waits for the end of a transaction whose time to be confirmed is over.
     *
     * @return the transaction that was undone
     * @throws io.zmdev.model.ZmdevException as {@link Transactor#expire}
     */
    public OptionalInt expire() {
        return transactor.expire();
    }

    /** What was done on this host so far. */
    public History history() {
        return transactor.history();
    }

    @Override
    public void close() {
        host.close();
    }
}
