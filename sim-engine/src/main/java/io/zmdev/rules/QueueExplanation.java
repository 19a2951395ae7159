package io.zmdev.rules;

import io.zmdev.model.Configuration;
import io.zmdev.model.Damage;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.ap.SecureBinding;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.rules.Explanation.Reason;
import io.zmdev.rules.Explanation.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains one queue: who owns it by the masks, what drives it, who has it assigned, and whether the guest sees it. */
final class QueueExplanation {

    private final Apqn apqn;
    private final ApBus ap;
    private final Situation present;
    private final Optional<Queue> queue;
    private final List<Reason> reasons = new ArrayList<>();
    private String verdict = "";

    private QueueExplanation(Apqn apqn, ApBus ap, Situation present) {
        this.apqn = apqn;
        this.ap = ap;
        this.present = present;
        this.queue = ap.queue(apqn);
    }

    static Explanation of(Apqn apqn, Situation situation) {
        Optional<ApBus> ap = situation.ap();
        if (ap.isEmpty()) {
            Reason none = new Reason(Topic.MACHINE, "This machine has no AP bus.", SysfsPath.AP_BUS);
            return new Explanation(apqn.toString(), "not on this machine", List.of(none));
        }
        Situation present = Situation.of(Configuration.empty(""), situation.machine());
        QueueExplanation explanation = new QueueExplanation(apqn, ap.get(), present);
        explanation.explainMachine();
        explanation.explainMasks();
        explanation.explainDriver();
        explanation.explainAssignment();
        explanation.explainConfiguration(situation);
        return new Explanation(explanation.subject(), explanation.verdict, explanation.reasons);
    }

    private String subject() {
        String type = card().filter(card -> card.type().isKnown())
                .map(card -> ", " + card.type().map(CardType::toString).get())
                .orElse("");
        return "%s: adapter %d, domain %d%s"
                .formatted(apqn, apqn.adapter().value(), apqn.domain().value(), type);
    }

    private Optional<Card> card() {
        return ap.card(apqn.adapter());
    }

    private void explainMachine() {
        inLpar(
                "adapter " + apqn.adapter(),
                ap.configuredAdapters(),
                apqn.adapter().value(),
                SysfsPath.ADAPTER_MASK);
        inLpar("usage domain " + apqn.domain(), ap.usageDomains(), apqn.domain().value(), SysfsPath.USAGE_DOMAIN_MASK);
        card().ifPresent(card -> {
            String path = SysfsPath.card(card.id());
            if (!card.configured().orElse(true)) {
                add(Topic.MACHINE, "Card " + card.id() + " is configured off: its queues answer 03.", path + "/config");
            }
            if (card.checkstopped().orElse(false)) {
                add(Topic.MACHINE, "Card " + card.id() + " is checkstopped: its queues answer 04.", path + "/chkstop");
            }
        });
    }

    private void inLpar(String what, Observed<Mask256> lpar, int id, String file) {
        switch (lpar) {
            case Observed.Known<Mask256>(Mask256 ids) -> {
                if (!ids.contains(id)) {
                    add(Topic.MACHINE, "This LPAR does not have " + what + ".", file);
                    verdict = "not on this machine";
                }
            }
            case Observed.Unknown<Mask256>(String path, String reason) ->
                add(Topic.MACHINE, "Whether this LPAR has " + what + " could not be read (" + reason + ").", path);
        }
    }

    private void explainMasks() {
        Observed<Boolean> adapterReserved =
                bit(ap.apmask(), "apmask", apqn.adapter().value(), SysfsPath.APMASK);
        Observed<Boolean> domainReserved =
                bit(ap.aqmask(), "aqmask", apqn.domain().value(), SysfsPath.AQMASK);
        if (!verdict.isEmpty()) {
            return;
        }
        if (present.ownership().owns(apqn)) {
            verdict = adapterReserved.isKnown() && domainReserved.isKnown() ? "the host's drivers" : "unknown";
        } else {
            verdict = "free";
        }
    }

    private Observed<Boolean> bit(Observed<Mask256> mask, String name, int id, String file) {
        Observed<Boolean> bit = mask.map(ids -> ids.contains(id));
        switch (bit) {
            case Observed.Known<Boolean>(Boolean set) ->
                add(
                        Topic.MASKS,
                        "%s bit %d is %s.".formatted(name, id, set ? "1: reserved for the host" : "0: free"),
                        file);
            case Observed.Unknown<Boolean>(String path, String reason) ->
                add(Topic.MASKS, "%s could not be read (%s).".formatted(name, reason), path);
        }
        return bit;
    }

    private void explainDriver() {
        if (queue.isEmpty()) {
            add(Topic.DRIVER, "There is no queue device " + apqn + ".", SysfsPath.queue(apqn));
            return;
        }
        String path = SysfsPath.queue(apqn);
        queue.get()
                .driverOverride()
                .ifPresent(name -> add(
                        Topic.DRIVER,
                        "driver_override names " + name + ", which goes before the masks.",
                        path + "/driver_override"));
        switch (queue.get().driver()) {
            case Observed.Known<Optional<String>>(Optional<String> driver) ->
                add(
                        Topic.DRIVER,
                        driver.map(name -> "It is bound to " + name + ".").orElse("It has no driver."),
                        path + "/driver");
            case Observed.Unknown<Optional<String>>(String unread, String reason) ->
                add(Topic.DRIVER, "Its driver could not be read (" + reason + ").", unread);
        }
        queue.get().secureBinding().ifPresent(binding -> explainSecureBinding(binding, path));
    }

    private void explainSecureBinding(SecureBinding binding, String path) {
        add(
                Topic.DRIVER,
                binding.isBound()
                        ? "se_bind is bound: this Secure Execution guest can use the queue."
                        : "se_bind is %s: this Secure Execution guest can use the queue only once it is bound."
                                .formatted(binding.seBind()),
                path + "/se_bind");
        add(
                Topic.DRIVER,
                binding.isAssociated()
                        ? "se_associate is %s: secure keys of that secret work on it.".formatted(binding.seAssociate())
                        : "se_associate is %s: secure keys need an association with a secret first."
                                .formatted(binding.seAssociate()),
                path + "/se_associate");
    }

    private void explainAssignment() {
        boolean assigned = false;
        for (MediatedDevice device : present.machine().mediatedDevices()) {
            if (device instanceof MediatedDevice.Matrix matrix) {
                assigned |= explainAssignment(matrix);
            }
        }
        for (Damage damage : assigned ? List.<Damage>of() : present.machine().unreadDevices()) {
            add(
                    Topic.ASSIGNMENT,
                    "Whether a mediated device has it can't be told: " + damage.reason() + ".",
                    damage.path());
            verdict = "unknown";
            assigned = true;
        }
        if (!assigned) {
            add(Topic.ASSIGNMENT, "No mediated device has it.", SysfsPath.MATRIX);
        }
    }

    private boolean explainAssignment(MediatedDevice.Matrix device) {
        String name = present.nameOf(device.uuid());
        String path = SysfsPath.matrixDevice(device.uuid());
        return switch (device.assigned()) {
            case Observed.Unknown<ApMatrix>(String unread, String reason) -> {
                add(Topic.ASSIGNMENT, "Whether " + name + " has it could not be read (" + reason + ").", unread);
                verdict = "unknown";
                yield true;
            }
            case Observed.Known<ApMatrix>(ApMatrix assigned)
            when assigned.contains(apqn) -> {
                add(
                        Topic.ASSIGNMENT,
                        "%s is assigned %s x %s."
                                .formatted(
                                        name,
                                        Wording.adapters(assigned.adapters()),
                                        Wording.domains(assigned.domains())),
                        path + "/matrix");
                verdict = name;
                explainGuest(device, name, assigned, path + "/guest_matrix");
                yield true;
            }
            case Observed.Known<ApMatrix> other -> false;
        };
    }

    private void explainGuest(MediatedDevice.Matrix device, String name, ApMatrix assigned, String path) {
        if (!present.kernelHas(KernelBehaviour.GUEST_MATRIX)) {
            add(Topic.GUEST, name + " gets its whole matrix: this kernel filters nothing.", path);
            return;
        }
        switch (device.guest()) {
            case Observed.Unknown<ApMatrix>(String unread, String reason) ->
                add(Topic.GUEST, "Whether " + name + " sees it could not be read (" + reason + ").", unread);
            case Observed.Known<ApMatrix>(ApMatrix guest)
            when guest.contains(apqn) -> {
                boolean running = present.runningGuestOf(device.uuid()).isPresent();
                add(Topic.GUEST, name + (running ? " sees it." : " will see it when it starts."), path);
            }
            case Observed.Known<ApMatrix> filtered -> {
                verdict = name + ", which does not see it";
                add(Topic.GUEST, name + " does not see it.", path);
                explainFilter(name, assigned);
            }
        }
    }

    private void explainFilter(String name, ApMatrix assigned) {
        GuestFilter.Result view = present.guestView(assigned);
        Optional<GuestFilter.DroppedAdapter> dropped = view.dropped().stream()
                .filter(candidate -> candidate.adapter().equals(apqn.adapter()))
                .findFirst();
        if (view.absentAdapters().contains(apqn.adapter().value())) {
            add(Topic.GUEST, "Adapters that the LPAR lacks are left out.", SysfsPath.ADAPTER_MASK);
        } else if (view.absentDomains().contains(apqn.domain().value())) {
            add(Topic.GUEST, "Domains that the LPAR lacks are left out.", SysfsPath.USAGE_DOMAIN_MASK);
        } else if (dropped.isPresent()) {
            Apqn because = dropped.get().because();
            add(
                    Topic.GUEST,
                    "%s %s: one such queue removes adapter %s from the guest."
                            .formatted(because, reason(because), apqn.adapter()),
                    SysfsPath.queue(because));
        } else {
            add(
                    Topic.GUEST,
                    "Nothing stands in the way any more, but the kernel looks again only when the matrix of %s is written."
                            .formatted(name),
                    SysfsPath.MATRIX);
        }
    }

    private String reason(Apqn other) {
        return switch (present.forecast().outlook(other)) {
            case BindingForecast.Outlook.NotPassable(String reason) -> reason;
            case BindingForecast.Outlook.Unknown(String reason) -> reason;
            case BindingForecast.Outlook.Passable() -> "is bound to vfio_ap";
        };
    }

    private void explainConfiguration(Situation situation) {
        situation.listed().stream()
                .filter(holder -> holder.matrix().contains(apqn))
                .forEach(holder -> add(
                        Topic.CONFIGURATION,
                        "The configuration gives it to " + holder.name() + ".",
                        "mediatedDevices " + holder.uuid()));
        boolean ownedAfter = situation.ownership().owns(apqn);
        if (situation.masksKnown() && ownedAfter != present.ownership().owns(apqn)) {
            add(
                    Topic.CONFIGURATION,
                    ownedAfter
                            ? "The configuration gives it back to the host's drivers."
                            : "The configuration frees it from the host's drivers.",
                    "masks");
        }
        Validator.validate(situation).stream()
                .filter(finding -> finding.severity() != Severity.ADVICE)
                .filter(finding -> finding.apqns().contains(apqn))
                .forEach(finding -> add(
                        Topic.CONFIGURATION,
                        finding.message(),
                        finding.culprit().map(Culprit::where).orElse("")));
    }

    private void add(Topic topic, String text, String path) {
        reasons.add(new Reason(topic, text, path));
    }
}
