package io.zmdev.exchange;

import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.rules.ApConfigSyntax;
import io.zmdev.rules.MatrixSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A playbook for a fleet, its inventory and its files, made of ansible.builtin alone. Each host is compared with the
 * configuration and only what differs is written: masks, modules and devices in the order that the kernel needs, then
 * the files for the next boot. One host after the other; the first that fails ends the run. {@code zmdev_root} is put before
 * each path.
 *
 * <p>Names stand in comments only, and there nothing is left of them that YAML or Jinja could read.
 */
final class AnsiblePlaybook {

    private static final String RULE_TEMPLATE = "templates/41-ap.rules.j2";
    private static final String RECORD_TEMPLATE = "templates/card.json.j2";

    private static final String HEAD = """
            ---
            # %s
            # ansible-playbook -i inventory.yml playbook.yml --check    what would change, host by host
            # ansible-playbook -i inventory.yml playbook.yml -l HOST    one host first
            # ansible-playbook -i inventory.yml playbook.yml            all, one after the other; the first that fails ends it
            # A second run changes nothing. What was changed does not go back by itself.
            - name: Mediated devices
              hosts: zmdev
              gather_facts: false
              serial: 1
              any_errors_fatal: true
              vars:
                zmdev_root: ""
                # true agrees to queues leaving the host's drivers although their master keys are zeroized, and to devices of
                # running guests being changed or removed
                zmdev_disturb: false
                # true takes devices that the host uses (mounted, swap, under a volume, an interface that is up), if the host lets
                # go of them; the device that it runs from is never taken
                zmdev_force: false
            """;

    private AnsiblePlaybook() {}

    static List<ExportFile> files(ExportRequest request) {
        List<ExportFile> files = new ArrayList<>();
        files.add(ExportFile.text("inventory.yml", inventory(request.targets())));
        files.add(ExportFile.text("playbook.yml", playbook(request)));
        if (usesAp(request)) {
            files.add(ExportFile.text(
                    RULE_TEMPLATE, ruleTemplate(request.configuration().masks())));
        }
        if (writesMasks(request)) {
            files.add(ExportFile.text(RECORD_TEMPLATE, AnsibleTasks.RECORD));
        }
        MdevctlTree.files(request).forEach(file -> files.add(ExportFile.text("files/" + file.path(), file.content())));
        List<SubchannelId> subchannels = request.present(DesiredDevice.Ccw.class).stream()
                .map(DesiredDevice.Ccw::subchannel)
                .toList();
        if (!subchannels.isEmpty()) {
            files.add(ExportFile.text("files" + UdevRules.CCW_PATH, UdevRules.ccw(subchannels)));
        }
        return files;
    }

    private static boolean usesAp(ExportRequest request) {
        return writesMasks(request)
                || !request.present(DesiredDevice.Matrix.class).isEmpty();
    }

    private static boolean writesMasks(ExportRequest request) {
        return !request.configuration().masks().equals(MaskRequest.UNCHANGED);
    }

    /** The rule of {@link UdevRules} with each host's own masks. */
    private static String ruleTemplate(MaskRequest masks) {
        String rule = UdevRules.ap(
                MaskTerms.apmask(masks).map(terms -> Mask256.ALL),
                MaskTerms.aqmask(masks).map(terms -> Mask256.ALL));
        return rule.replaceAll(
                "(apmask|aqmask)}=\"0x[0-9a-f]{64}\"",
                "$1}=\"{{ (zmdev_mask_values | selectattr('name', 'eq', '$1') | first).new }}\"");
    }

    private static String inventory(List<String> targets) {
        StringBuilder text = new StringBuilder("""
                ---
                zmdev:
                  vars:
                    ansible_become: true
                  hosts:
                """);
        targets.forEach(target -> text.append("    \"%s\":\n".formatted(target)));
        if (targets.isEmpty()) {
            text.append("    localhost:\n      ansible_connection: local\n");
        }
        return text.toString();
    }

    private static String playbook(ExportRequest request) {
        List<DesiredDevice.Matrix> matrices = request.present(DesiredDevice.Matrix.class);
        List<DesiredDevice.Ccw> subchannels = request.present(DesiredDevice.Ccw.class);
        boolean ap = usesAp(request);
        StringBuilder text = new StringBuilder(
                HEAD.formatted(PlainName.label(request.configuration().name())));
        list(text, "zmdev_masks", masks(request.configuration().masks()));
        list(
                text,
                "zmdev_definitions",
                request.present(DesiredDevice.class).stream()
                        .map(MdevDefinitions::of)
                        .flatMap(Optional::stream)
                        .map(AnsiblePlaybook::definition)
                        .toList());
        list(
                text,
                "zmdev_absent",
                request.absent().stream().map(AnsiblePlaybook::absent).toList());
        list(
                text,
                "zmdev_matrices",
                matrices.stream().map(AnsiblePlaybook::matrix).toList());
        list(
                text,
                "zmdev_subchannels",
                subchannels.stream().map(AnsiblePlaybook::subchannel).toList());
        text.append("  tasks:\n");
        boolean masked = writesMasks(request);
        text.append(ap ? AnsibleTasks.MASKS : "").append(masked ? AnsibleTasks.LOSSES : "");
        text.append(matrices.isEmpty() && request.absent().isEmpty() ? "" : AnsibleTasks.GUESTS);
        text.append(subchannels.isEmpty() ? "" : AnsibleTasks.HELD_DEVICES);
        text.append(masked ? AnsibleTasks.RECORDS : "");
        text.append(AnsibleTasks.ABSENT).append(ap ? AnsibleTasks.WRITE_MASKS : "");
        text.append(matrices.isEmpty() ? "" : AnsibleTasks.MATRICES);
        text.append(subchannels.isEmpty() ? "" : AnsibleTasks.SUBCHANNELS);
        text.append(ap || !subchannels.isEmpty() ? AnsibleTasks.RULE_FOLDER : "")
                .append(ap ? AnsibleTasks.RULE : "");
        text.append(subchannels.isEmpty() ? "" : AnsibleTasks.SUBCHANNEL_RULE).append(AnsibleTasks.DEFINITIONS);
        return text.toString();
    }

    private static void list(StringBuilder text, String name, List<String> items) {
        text.append("    ").append(name).append(items.isEmpty() ? ": []\n" : ":\n");
        items.forEach(item -> text.append("      - ").append(item).append('\n'));
    }

    private static List<String> masks(MaskRequest masks) {
        List<String> items = new ArrayList<>();
        MaskTerms.apmask(masks)
                .ifPresent(terms ->
                        items.add(mask("apmask", masks.apmask(), masks.freeAdapters(), masks.reserveAdapters())));
        MaskTerms.aqmask(masks)
                .ifPresent(terms ->
                        items.add(mask("aqmask", masks.aqmask(), masks.freeDomains(), masks.reserveDomains())));
        return items;
    }

    private static String mask(String name, Optional<Mask256> absolute, Mask256 free, Mask256 reserve) {
        return "{ name: %s, free: %s, reserve: %s, value: \"%s\" }"
                .formatted(
                        name,
                        ids(free),
                        ids(reserve),
                        absolute.map(Mask256::toHex).orElse(""));
    }

    private static String ids(Mask256 ids) {
        return ids.ids().mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String definition(MdevDefinition definition) {
        return "\"%s/%s\"".formatted(definition.parent(), definition.uuid());
    }

    private static String absent(DesiredDevice device) {
        return "{ uuid: \"%s\", definition: %s }"
                .formatted(device.uuid(), definition(MdevDefinitions.of(device).orElseThrow()));
    }

    private static String matrix(DesiredDevice.Matrix device) {
        String assign = MdevDefinitions.of(device).orElseThrow().attributes().stream()
                .map(attribute -> "\"%s=%s\"".formatted(attribute.name(), attribute.value()))
                .collect(Collectors.joining(", ", "[", "]"));
        String listing = MatrixSyntax.format(
                        device.matrix().adapters(), device.matrix().domains())
                .replace("\n", "\\n");
        return "{ uuid: \"%s\", config: \"%s\", matrix: \"%s\", assign: %s }"
                .formatted(device.uuid(), ApConfigSyntax.format(device.matrix()).strip(), listing, assign);
    }

    private static String subchannel(DesiredDevice.Ccw device) {
        return "{ uuid: \"%s\", subchannel: \"%s\" }".formatted(device.uuid(), device.subchannel());
    }
}
