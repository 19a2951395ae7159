package io.zmdev.exchange;

/**
 * The tasks of the playbook, as they stand in it, and the template that one of them fills in. They look at the lists that {@link AnsiblePlaybook} puts before them ({@code
 * zmdev_masks}, {@code zmdev_matrices} …) and at the host, and hold nothing of a configuration themselves.
 */
final class AnsibleTasks {

    static final String MASKS = """
                - name: Read the AP masks
                  ansible.builtin.slurp:
                    src: "{{ zmdev_root }}/sys/bus/ap/{{ item.name }}"
                  loop: "{{ zmdev_masks }}"
                  loop_control: { label: "{{ item.name }}" }
                  register: zmdev_mask_files

                - name: Work out the AP masks
                  ansible.builtin.set_fact:
                    zmdev_mask_values: >-
                      {%- set values = [] -%}
                      {%- for file in zmdev_mask_files.results -%}
                      {%- set text = file.content | b64decode | trim -%}
                      {%- set bits = '{:0256b}'.format(text[2:] | int(base=16)) -%}
                      {%- set wanted = [] -%}
                      {%- for id in range(256) -%}
                      {%- set _ = wanted.append('0' if id in file.item.free else '1' if id in file.item.reserve else bits[id]) -%}
                      {%- endfor -%}
                      {%- set hex = file.item.value or '0x' ~ '{:064x}'.format(wanted | join | int(base=2)) -%}
                      {%- set _ = values.append({'name': file.item.name, 'old': text, 'new': hex}) -%}
                      {%- endfor -%}
                      {{ values }}
            """;

    /** As {@code MasterKeys} and {@code ZeroizedKeys} have it: a queue is without keys when its card or each register says so. */
    static final String LOSSES = """

                - name: Look what the queues of the host's drivers hold
                  ansible.builtin.shell:
                    cmd: |
                      cd '{{ zmdev_root }}/sys/bus/ap' || exit
                      echo "apmask $(cat apmask)"
                      echo "aqmask $(cat aqmask)"
                      for queue in devices/??.????; do
                        driver=$(readlink "$queue/driver") || continue
                        [ "${driver##*/}" != vfio_ap ] || continue
                        id=${queue#devices/}
                        card=devices/card${id%.*}
                        type=$(cat "$card/type" 2>/dev/null || echo -)
                        serialnr=$(cat "$card/serialnr" 2>/dev/null)
                        echo "$id $type ${serialnr:--} $(cat "$queue/mkvps" 2>/dev/null | tr '\\n' ';')"
                      done
                  register: zmdev_queues
                  changed_when: false
                  check_mode: false

                - name: Work out which queues leave the host's drivers
                  ansible.builtin.set_fact:
                    zmdev_leaving: >-
                      {%- set leaving = [] -%}
                      {%- set now = dict(zmdev_queues.stdout_lines[:2] | map('split', ' ')) -%}
                      {%- set then = now | combine(zmdev_mask_values | items2dict(key_name='name', value_name='new')) -%}
                      {%- set bits = [] -%}
                      {%- for mask in [now.apmask, now.aqmask, then.apmask, then.aqmask] -%}
                      {%- set _ = bits.append('{:0256b}'.format(mask[2:] | int(base=16))) -%}
                      {%- endfor -%}
                      {%- for line in zmdev_queues.stdout_lines[2:] -%}
                      {%- set adapter, domain = line[:2] | int(base=16), line[3:7] | int(base=16) -%}
                      {%- set was = bits[0][adapter] == '1' and bits[1][domain] == '1' -%}
                      {%- set stays = bits[2][adapter] == '1' and bits[3][domain] == '1' -%}
                      {%- if was and not stays -%}{%- set _ = leaving.append(line) -%}{%- endif -%}
                      {%- endfor -%}
                      {{ leaving }}

                - name: Work out whose master keys would be zeroized
                  ansible.builtin.set_fact:
                    zmdev_lost: >-
                      {%- set lost = [] -%}
                      {%- for line in zmdev_leaving -%}
                      {%- set queue, type, serialnr, keys = line.split(' ', 3) -%}
                      {%- set empty = keys is match('([^ ;]+ (NEW|CUR|OLD): (empty|invalid) [^ ;]+;)+$') -%}
                      {%- if not empty and type[-1:] != 'A' -%}
                      {%- set _ = lost.append(queue ~ ' (' ~ (keys or 'unreadable') ~ ')') -%}
                      {%- endif -%}
                      {%- endfor -%}
                      {{ lost }}

                - name: Refuse to lose master keys unless zmdev_disturb is true
                  ansible.builtin.fail:
                    msg: >-
                      queues leave the host's drivers and are zeroized, with the master keys that they hold; make sure that keys
                      can be loaded again, then agree with -e zmdev_disturb=true: {{ zmdev_lost | join(', ') }}
                  when: zmdev_lost | length > 0 and not zmdev_disturb | bool
            """;

    /** What is kept before the first change, when everything was agreed to: nobody can read it once vfio_ap has the queues. */
    static final String RECORDS = """

                - name: Read what was kept of queues that nobody can read any more
                  ansible.builtin.slurp:
                    src: "{{ zmdev_root }}/var/lib/zmdev/queues/card{{ item }}.json"
                  loop: "{{ zmdev_leaving | select('match', '[^ ]+ [^ ]+ [^ ]+ .') | map('truncate', 2, true, '', 0) | unique | list }}"
                  register: zmdev_kept
                  failed_when: false

                - name: Make the folder of what is kept of queues
                  ansible.builtin.file:
                    path: "{{ zmdev_root }}/var/lib/zmdev/queues"
                    state: directory
                    mode: "0700"
                  when: zmdev_kept.results | length > 0
                  register: zmdev_queues_folder

                - name: Keep serial numbers and master key patterns of cards whose queues leave the host's drivers
                  ansible.builtin.template:
                    src: templates/card.json.j2
                    dest: "{{ zmdev_root }}/var/lib/zmdev/queues/card{{ item.item }}.json"
                    mode: "0600"
                  loop: "{{ zmdev_kept.results }}"
                  loop_control: { label: "card{{ item.item }}" }
                  when: not (ansible_check_mode and zmdev_queues_folder is changed)
            """;

    /** The record of a card ({@code zmdev.queues/1}): its queues as they are, and those of before that can't be read any more. */
    static final String RECORD = """
            {%- set cards = {} -%}
            {%- set queues = {} -%}
            {%- for queue in (item.content | default('e30=') | b64decode | from_json).queues | default([]) -%}
            {%- set _ = queues.update({queue.apqn: queue.mkvps}) -%}
            {%- endfor -%}
            {%- for line in zmdev_queues.stdout_lines[2:] if line[:2] == item.item -%}
            {%- set queue, type, serialnr, keys = line.split(' ', 3) -%}
            {%- set _ = cards.update({'serialnr': serialnr if serialnr != '-' else ''}) -%}
            {%- if keys -%}{%- set _ = queues.update({queue: keys | replace(';', '\\n') | trim}) -%}{%- endif -%}
            {%- endfor -%}
            {
              "format": "zmdev.queues/1",
              "serialnr": {{ cards.serialnr | to_json }},
              "queues": [
            {% for queue in queues | sort %}
                { "apqn": {{ queue | to_json }}, "mkvps": {{ queues[queue] | to_json }} }{{ '' if loop.last else ',' }}
            {% endfor %}
              ]
            }
            """;

    /** As {@code GuestInventory} has it: libvirt tells who runs with a device, or the {@code status} of its queues that somebody does. */
    static final String GUESTS = """

                - name: Look which devices running guests have
                  ansible.builtin.shell:
                    cmd: |
                      PATH=$PATH:/usr/sbin:/sbin
                      cd '{{ zmdev_root }}/sys' || exit
                      running=" $(
                        for id in $(virsh -r list --uuid 2>/dev/null); do virsh -r dumpxml "$id" 2>/dev/null; done |
                          sed -n "s/.*<address uuid='\\([0-9a-f-]*\\)'.*/\\1/p" | tr '\\n' ' '
                      ) "
                      used=" $(
                        for queue in bus/ap/drivers/vfio_ap/??.????; do
                          [ "$(cat "$queue/status" 2>/dev/null)" != 'in use' ] || printf '%s ' "${queue##*/}"
                        done
                      ) "
                      for device in bus/mdev/devices/*; do
                        id=${device##*/}
                        for queue in $(cat "$device/matrix" 2>/dev/null); do
                          case $used in *" $queue "*) running="$running$id " ;; esac
                        done
                        case $running in *" $id "*) echo "$id $(cat "$device/ap_config" 2>/dev/null || echo -)" ;; esac
                      done
                  register: zmdev_running
                  changed_when: false
                  check_mode: false

                - name: Work out what running guests would lose
                  ansible.builtin.set_fact:
                    zmdev_disturbed: >-
                      {%- set disturbed = [] -%}
                      {%- for line in zmdev_running.stdout_lines -%}
                      {%- set uuid, config = line.split(' ', 1) -%}
                      {%- if uuid in zmdev_absent | map(attribute='uuid') -%}
                      {%- set _ = disturbed.append(uuid ~ ' (removed)') -%}
                      {%- endif -%}
                      {%- for device in zmdev_matrices if device.uuid == uuid and config not in ['-', device.config] -%}
                      {%- set _ = disturbed.append(uuid ~ ' (changed)') -%}
                      {%- endfor -%}
                      {%- endfor -%}
                      {{ disturbed }}

                - name: Refuse to disturb running guests unless zmdev_disturb is true
                  ansible.builtin.fail:
                    msg: >-
                      guests run with devices that would be changed or removed; stop them, or agree with
                      -e zmdev_disturb=true: {{ zmdev_disturbed | join(', ') }}
                  when: zmdev_disturbed | length > 0 and not zmdev_disturb | bool
            """;

    /** As {@code DeviceInUseRule} and {@code RootDeviceRule} have it; %s is the function {@code holders}. */
    static final String HELD_DEVICES =
            """

                - name: Look what the host does with the devices of the subchannels
                  ansible.builtin.shell:
                    cmd: |
                      root='{{ zmdev_root }}'
            %s
                      taken=
                      for id in {{ zmdev_subchannels | map(attribute='subchannel') | join(' ') }}; do
                        for online in "$root/sys/bus/css/devices/$id"/*.*.*/online; do
                          [ -e "$online" ] && [ "$(cat "$online")" != 0 ] || continue
                          device=${online%%/online}
                          taken="$taken ${device##*/}"
                        done
                      done
                      [ -z "$taken" ] || holders $taken || echo "$taken: what the host does with them can't be told"
                  register: zmdev_holders
                  changed_when: false
                  check_mode: false

                - name: Refuse to take devices that the host uses unless zmdev_force is true, and the one that it runs from ever
                  ansible.builtin.fail:
                    msg: >-
                      the host uses devices of these subchannels, free them first; -e zmdev_force=true takes all but those with / on
                      them and those of which nothing can be told: {{ zmdev_holders.stdout_lines | join(', ') }}
                  when: >-
                    zmdev_holders.stdout_lines | length > 0 and (not zmdev_force | bool
                    or zmdev_holders.stdout_lines | select('search', " is mounted on /$|can't be told$") | length > 0)
            """.formatted(ShellScript.HOLDERS.strip().replaceAll("(?m)^(?=.)", " ".repeat(10)));

    static final String RULE_FOLDER = """

                - name: Make the folder of udev rules
                  ansible.builtin.file:
                    path: "{{ zmdev_root }}/etc/udev/rules.d"
                    state: directory
                    mode: "0755"
            """;

    static final String RULE = """

                - name: Keep the AP masks and the module over a reboot
                  ansible.builtin.template:
                    src: templates/41-ap.rules.j2
                    dest: "{{ zmdev_root }}/etc/udev/rules.d/41-ap.rules"
                    mode: "0644"
                    force: "{{ zmdev_masks | length > 0 }}"
            """;

    static final String SUBCHANNEL_RULE = """

                - name: Keep the driver of the subchannels over a reboot
                  ansible.builtin.copy:
                    src: files/etc/udev/rules.d/42-zmdev-vfio-ccw.rules
                    dest: "{{ zmdev_root }}/etc/udev/rules.d/42-zmdev-vfio-ccw.rules"
                    mode: "0644"
            """;

    static final String WRITE_MASKS = """

                - name: Write the AP masks
                  ansible.builtin.shell:
                    cmd: printf '%s' '{{ item.new }}' > '{{ zmdev_root }}/sys/bus/ap/{{ item.name }}'
                    removes: "{{ zmdev_root }}/sys/bus/ap/{{ item.name }}"
                  loop: "{{ zmdev_mask_values }}"
                  loop_control: { label: "{{ item.name }}" }
                  when: item.old != item.new
            """;

    static final String DEFINITIONS = """

                - name: Make the folders of mdevctl
                  ansible.builtin.file:
                    path: "{{ zmdev_root }}/etc/mdevctl.d/{{ item }}"
                    state: directory
                    mode: "0755"
                  loop: "{{ zmdev_definitions | map('dirname') | unique }}"

                - name: Keep the definitions over a reboot
                  ansible.builtin.copy:
                    src: "files/etc/mdevctl.d/{{ item }}"
                    dest: "{{ zmdev_root }}/etc/mdevctl.d/{{ item }}"
                    mode: "0644"
                  loop: "{{ zmdev_definitions }}"

                - name: Forget the definitions of devices that shall go
                  ansible.builtin.file:
                    path: "{{ zmdev_root }}/etc/mdevctl.d/{{ item.definition }}"
                    state: absent
                  loop: "{{ zmdev_absent }}"
            """;

    static final String ABSENT = """

                - name: Remove the devices that shall go
                  ansible.builtin.shell:
                    cmd: printf 1 > '{{ zmdev_root }}/sys/bus/mdev/devices/{{ item.uuid }}/remove'
                    removes: "{{ zmdev_root }}/sys/bus/mdev/devices/{{ item.uuid }}"
                  loop: "{{ zmdev_absent }}"
            """;

    static final String MATRICES = """

                - name: Load vfio_ap
                  ansible.builtin.command:
                    cmd: modprobe vfio_ap
                    creates: "{{ zmdev_root }}/sys/bus/ap/drivers/vfio_ap"

                - name: Create the matrix devices
                  ansible.builtin.shell:
                    cmd: printf '%s' '{{ item.uuid }}' > '{{ zmdev_type }}/create'
                    creates: "{{ zmdev_root }}/sys/bus/mdev/devices/{{ item.uuid }}"
                  vars:
                    zmdev_type: "{{ zmdev_root }}/sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough"
                  loop: "{{ zmdev_matrices }}"
                  loop_control: { label: "{{ item.uuid }}" }
                  register: zmdev_created

                - name: Wait for the matrix devices
                  ansible.builtin.wait_for:
                    path: "{{ zmdev_root }}/sys/devices/vfio_ap/matrix/{{ item.uuid }}/matrix"
                    timeout: 10
                  loop: "{{ zmdev_matrices }}"
                  loop_control: { label: "{{ item.uuid }}" }
                  when: not ansible_check_mode

                - name: Look for ap_config
                  ansible.builtin.stat:
                    path: "{{ zmdev_root }}/sys/devices/vfio_ap/matrix/{{ item.uuid }}/ap_config"
                  loop: "{{ zmdev_matrices }}"
                  loop_control: { label: "{{ item.uuid }}" }
                  register: zmdev_ap_config

                - name: Read ap_config
                  ansible.builtin.slurp:
                    src: "{{ item.stat.path }}"
                  loop: "{{ zmdev_ap_config.results | selectattr('stat.exists') }}"
                  loop_control: { label: "{{ item.item.uuid }}" }
                  register: zmdev_assigned

                - name: Assign adapters, domains and control domains at once
                  ansible.builtin.shell:
                    cmd: printf '%s' '{{ item.item.item.config }}' > '{{ item.item.stat.path }}'
                    removes: "{{ item.item.stat.path }}"
                  loop: "{{ zmdev_assigned.results }}"
                  loop_control: { label: "{{ item.item.item.uuid }}" }
                  when: item.content | b64decode | trim != item.item.item.config

                - name: Assign one id after the other where the kernel has no ap_config
                  ansible.builtin.shell:
                    cmd: |
                      set -e
                      cd '{{ zmdev_root }}/sys/devices/vfio_ap/matrix/{{ item.item.uuid }}'
                      for write in {{ item.item.assign | join(' ') }}; do printf '%s' "${write#*=}" > "${write%%=*}"; done
                    removes: "{{ zmdev_root }}/sys/devices/vfio_ap/matrix/{{ item.item.uuid }}"
                  loop: "{{ zmdev_created.results }}"
                  loop_control: { label: "{{ item.item.uuid }}", index_var: number }
                  when: item is changed and not zmdev_ap_config.results[number].stat.exists

                - name: Read the matrix where the kernel has no ap_config
                  ansible.builtin.slurp:
                    src: "{{ zmdev_root }}/sys/devices/vfio_ap/matrix/{{ item.item.uuid }}/matrix"
                  loop: "{{ zmdev_ap_config.results | rejectattr('stat.exists') }}"
                  loop_control: { label: "{{ item.item.uuid }}" }
                  register: zmdev_matrix_files
                  when: not ansible_check_mode

                - name: Refuse a device that has another matrix
                  ansible.builtin.fail:
                    msg: "{{ item.item.item.uuid }} has another matrix, and this kernel can't replace it at once; remove the device first"
                  loop: "{{ zmdev_matrix_files.results | rejectattr('skipped', 'defined') }}"
                  loop_control: { label: "{{ item.item.item.uuid }}" }
                  when: item.content | b64decode != item.item.item.matrix
            """;

    static final String SUBCHANNELS = """

                - name: Load vfio_ccw
                  ansible.builtin.command:
                    cmd: modprobe vfio_ccw
                    creates: "{{ zmdev_root }}/sys/bus/css/drivers/vfio_ccw"

                - name: Look who drives the subchannels
                  ansible.builtin.stat:
                    path: "{{ zmdev_root }}/sys/bus/css/devices/{{ item.subchannel }}/driver"
                  loop: "{{ zmdev_subchannels }}"
                  loop_control: { label: "{{ item.subchannel }}" }
                  register: zmdev_drivers

                - name: Hand the subchannels to vfio_ccw
                  ansible.builtin.shell:
                    cmd: |
                      set -e
                      bus='{{ zmdev_root }}/sys/bus/css'
                      id='{{ item.item.subchannel }}'
                      for online in "$bus/devices/$id"/*.*.*/online; do
                        if [ -e "$online" ] && [ "$(cat "$online")" != 0 ]; then printf 0 > "$online"; fi
                      done
                      printf vfio_ccw > "$bus/devices/$id/driver_override"
                      if [ -e "$bus/devices/$id/driver" ]; then printf '%s' "$id" > "$bus/devices/$id/driver/unbind"; fi
                      printf '%s' "$id" > "$bus/drivers_probe"
                    removes: "{{ zmdev_root }}/sys/bus/css/devices/{{ item.item.subchannel }}"
                  loop: "{{ zmdev_drivers.results }}"
                  loop_control: { label: "{{ item.item.subchannel }}" }
                  when: (item.stat.lnk_target | default('') | basename) != 'vfio_ccw'

                - name: Create the devices of the subchannels
                  ansible.builtin.shell:
                    cmd: printf '%s' '{{ item.uuid }}' > '{{ zmdev_type }}/create'
                    creates: "{{ zmdev_root }}/sys/bus/mdev/devices/{{ item.uuid }}"
                  vars:
                    zmdev_type: "{{ zmdev_root }}/sys/bus/css/devices/{{ item.subchannel }}/mdev_supported_types/vfio_ccw-io"
                  loop: "{{ zmdev_subchannels }}"
                  loop_control: { label: "{{ item.uuid }}" }
            """;

    private AnsibleTasks() {}
}
