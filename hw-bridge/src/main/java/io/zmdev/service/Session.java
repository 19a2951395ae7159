package io.zmdev.service;

import io.zmdev.hw.apply.FileJournal;
import io.zmdev.hw.apply.History;
import io.zmdev.hw.apply.Journal;
import io.zmdev.hw.apply.MemoryJournal;
import io.zmdev.hw.apply.Transaction;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.Hosts;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.inventory.PersistentInventory;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.host.PersistentState;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Validator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An open host and what can be done with it. For one thread at a time. */
public final class Session implements AutoCloseable {

    private static final String JOURNAL = "journal.jsonl";

    private final HostAccess host;
    private final Journal journal;

    private Session(HostAccess host, Journal journal) {
        this.host = host;
        this.journal = journal;
    }

    /**
     * Opens a host.
     *
     * @param state where an emulated machine and its journal live between calls
     * @param notices takes what the user should know although the host opens
     * @throws io.zmdev.model.ZmdevException as {@link Hosts#open}
     */
    public static Session open(HostUri uri, Optional<Path> state, Consumer<String> notices) {
        HostAccess host = Hosts.open(uri, state, notices);
        Optional<Path> folder = uri instanceof HostUri.Local ? Optional.of(LocalState.folder()) : state;
        Journal journal = folder.<Journal>map(path -> new FileJournal(path.resolve(JOURNAL), notices))
                .orElseGet(MemoryJournal::new);
        return new Session(host, journal);
    }

    /** The host itself, for single reads and writes. */
    public HostAccess host() {
        return host;
    }

    /**
     * What the machine is at this moment.
     *
     * @throws io.zmdev.model.ZmdevException as {@link Inventory#read}
     */
    public Machine machine() {
        return Inventory.read(host);
    }

    /**
     * What the machine keeps in files for its next boot.
     *
     * @throws io.zmdev.model.ZmdevException as {@link PersistentInventory#read}
     */
    public PersistentState persistentState() {
        return PersistentInventory.read(host);
    }

    /** Everything that the rules have to say about a configuration on this machine, the worst first. */
    public List<Finding> validate(Configuration configuration) {
        return Validator.validate(configuration, machine());
    }

    /**
     * The steps to a configuration.
     *
     * @throws RefusedConfigurationException when validation refuses it
     * @throws io.zmdev.model.ZmdevException as {@link Planner#plan}
     */
    public Plan plan(Configuration configuration) {
        Machine machine = machine();
        List<Finding> findings = Validator.validate(configuration, machine);
        if (Validator.refused(findings)) {
            throw new RefusedConfigurationException(configuration.name(), findings);
        }
        return Planner.plan(machine, configuration);
    }

    /**
     * Makes a plan as one transaction.
     *
     * @throws io.zmdev.model.ZmdevException as {@link Transaction#apply}
     */
    public void apply(Plan plan) {
        new Transaction(host, journal).apply(plan);
    }

    /**
     * Undoes the last transaction.
     *
     * @return its number
     * @throws io.zmdev.model.ZmdevException as {@link Transaction#rollBack}
     */
    public int rollBack() {
        return new Transaction(host, journal).rollBack();
    }

    /** What was done on this host so far. */
    public History history() {
        return History.of(journal.entries());
    }

    @Override
    public void close() {
        host.close();
    }
}
