# shellcheck shell=sh disable=SC2154 # the folders are set by lab
# Boots the lab: for a job and no longer, or until it is stopped.

run=${ZMDEV_LAB_RUN:-$cache/run}
boots=0
deaths=0

# --- QEMU ----------------------------------------------------------------------------------------------------------------

# devices HOST.json SHARE DISK on|off FORWARD: the machine's subchannels as arguments of QEMU, one a line. With on, what is written to
# the disk is thrown away.
devices() {
    first=$(jq '[.css.subchannels[].model] | index("virtio-net") // -1' "$1") &&
        jq -r --arg share "$2" --arg disk "$3" --arg snapshot "$4" --arg forward "$5" --argjson first "$first" -f "$here/devices.jq" "$1"
}

# The machine's AP side as parameters of the kernel, where it is not a module's. zcrypt of those kernels waits for the thread that
# reads random numbers of virtio-rng, which on a busy host waits for an interrupt for ever: it is left out.
parameters() {
    ap_is_a_module || {
        jq -r -f "$here/parameters.jq" "$1" | tr '\n' ' '
        echo initcall_blacklist=virtio_rng_driver_init
    }
}

# qemu HOST.json SHARE small|debian|observer|system FORWARD: runs a machine in the foreground; its console goes to SHARE/console. A
# system has its disk in the share and may be started again from inside. Without the vector facility, because the checksums of packets
# come out wrong with the vector instructions of QEMU 7.2.
qemu() {
    options="$boot_options $(parameters "$1")"
    case $3 in
        small) set -- "$1" "$2" "$image/blank.img" on "$4" 1 512M -no-reboot -initrd "$image/initramfs.gz" -append "rdinit=/init $options" ;;
        observer) set -- "$1" "$2" "$observer/root.ext4" on "$4" 2 1G -no-reboot -append "root=/dev/vda rw init=/init $options" ;;
        debian) set -- "$1" "$2" "$image/root.ext4" on "$4" 2 1G -no-reboot -append "root=/dev/vda rw init=/init $options" ;;
        system) set -- "$1" "$2" "$2/disk" off "$4" 2 1G -append "root=/dev/vda rw $options" ;;
    esac
    arguments=$(devices "$1" "$2" "$3" "$4" "$5") || fail 65 "$1 is no machine that the lab can be"
    share=$2
    processors=$6
    memory=$7
    shift 7
    old=$IFS
    IFS='
'
    set -f
    # shellcheck disable=SC2086 # one argument a line
    set -- "$@" $arguments
    set +f
    IFS=$old
    exec qemu-system-s390x -M s390-ccw-virtio -cpu max,vx=off -accel tcg -smp "$processors" -m "$memory" -nodefaults -nographic \
        -chardev "file,id=console,path=$share/console" -device sclpconsole,chardev=console \
        -object rng-builtin,id=random -kernel "$kernel/bzImage" "$@" </dev/null >"$share/qemu" 2>&1
}

# A red zone around what the kernel allocates: where two chains of CCWs touch, cp_update_scsw (drivers/s390/cio/vfio_ccw_cp.c) takes
# the end of one for the beginning of the other, which is a matter of chance.
boot_options='console=ttyS0 loglevel=4 panic=-1 oops=panic slub_debug=Z,kmalloc-*,dma-kmalloc-*'

# --- jobs ----------------------------------------------------------------------------------------------------------------

# The processor time of a process in seconds.
processor_seconds() { awk -v ticks="$(getconf CLK_TCK)" '{ print int(($14 + $15) / ticks) }' "/proc/$1/stat" 2>/dev/null || echo 0; }

# boot_job HOST.json SHARE small|debian|observer: boots until SHARE/job has ended. Fails when the machine died, or when neither its
# console nor SHARE/out has grown for a minute of processor time, or for five of the clock: QEMU hangs when a channel program never
# ends, and a busy host is slow.
boot_job() {
    rm -f "$2/status" "$2/console"
    boots=$((boots + 1))
    qemu "$1" "$2" "$3" "" &
    pid=$!
    waited=0
    before=
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        now=$(ls -l "$2/console" "$2/output" "$2/out" 2>/dev/null || true)
        if [ "$now" != "$before" ]; then
            waited=0
            spent=$(processor_seconds "$pid")
            before=$now
        fi
        waited=$((waited + 1))
        if [ "$waited" -gt 1500 ] || { [ $((waited % 50)) = 0 ] && [ $(($(processor_seconds "$pid") - spent)) -gt 60 ]; }; then
            say "no sign of life; stopping the machine"
            kill -9 "$pid" 2>/dev/null || true
            break
        fi
    done
    wait "$pid" 2>/dev/null || true
    [ -f "$2/status" ] && return 0
    deaths=$((deaths + 1))
    grep -a -m 1 -E 'Oops|panic|LAB-NO-SHARE' "$2/console" >&2 || cat "$2/qemu" >&2
    return 1
}

# A new folder that a machine shares with this one.
new_share() {
    mkdir -p "$run"
    mktemp -d "$run/share.XXXXXX"
}

# The words are quoted for sh.
quoted() {
    for word in "$@"; do
        printf " '%s'" "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"
    done
}

lab_run() {
    [ $# -ge 1 ] || fail 64 "run needs a script: zmdev lab run SCRIPT [HOST.json]"
    [ -r "$1" ] || fail 65 "$1 cannot be read"
    if is_up; then
        lab_ssh sh -s <"$1"
        return
    fi
    share=$(new_share)
    cp "$1" "$share/script"
    cp "${2:-$here/machine.json}" "$share/host.json"
    printf '#!/bin/sh\n/root/zmdev-lab machine /share/host.json && sh /share/script\n' >"$share/job"
    chmod 755 "$share/job"
    status=1
    for try in 1 2 3; do
        if boot_job "$share/host.json" "$share" debian; then
            cat "$share/output"
            status=$(cat "$share/status")
            break
        fi
        say "boot $try of 3 died"
    done
    rm -rf "$share"
    return "$status"
}

# --- batches -------------------------------------------------------------------------------------------------------------

# A sysfs script has a boot of its own, so that it finds the machine as the definition says. Programs share one until no
# usable subchannel is left. Prints how many boots it took and how many of them died.
lab_batch() {
    [ $# -ge 4 ] || fail 64 "batch needs: sysfs|channel-io HOST.json OUT FILE…"
    kind=$1
    host=$2
    out=$3
    shift 3
    cases=$#
    mkdir -p "$out"
    case $kind in
        sysfs) for file in "$@"; do sysfs_script "$file"; done ;;
        channel-io) channel_programs "$@" ;;
        *) fail 64 "batch knows sysfs and channel-io" ;;
    esac
    say "$cases cases, $boots boots, $deaths of them died"
    echo "$boots $deaths"
}

stem() {
    name=${1##*/}
    printf '%s' "${name%.*}"
}

sysfs_script() {
    share=$(new_share)
    cp "$host" "$share/host.json"
    cp "$1" "$share/script"
    printf '#!/bin/sh\n/root/zmdev-lab sysfs /share/host.json /share/script >/share/answers\n' >"$share/job"
    chmod 755 "$share/job"
    for try in 1 2 3; do
        if boot_job "$share/host.json" "$share" small; then
            cp "$share/answers" "$out/$(stem "$1").expected.jsonl"
            break
        fi
        say "$1: boot $try of 3 died"
    done
    rm -rf "$share"
}

channel_programs() {
    share=$(new_share)
    mkdir "$share/in" "$share/out"
    cp "$host" "$share/host.json"
    cp "$@" "$share/in/"
    printf '#!/bin/sh\n/root/zmdev-lab machine /share/host.json && /root/zmdev-lab channel-io /share/host.json /share/out /share/in/*\n' \
        >"$share/job"
    chmod 755 "$share/job"
    without=0
    while [ -n "$(ls "$share/in")" ]; do
        boot_job "$share/host.json" "$share" small || say "boot $boots died"
        finished=0
        for file in "$share"/out/*.json; do
            jq -e . "$file" >/dev/null 2>&1 || continue # cut off, or no result at all
            mv "$file" "$out/$(stem "$file").expected.json"
            rm -f "$share/in/$(stem "$file").json"
            finished=$((finished + 1))
        done
        without=$((finished ? 0 : without + 1))
        if [ "$without" -ge 3 ]; then
            set -- "$share"/in/*
            say "giving up on ${1##*/}: $(tail -n 1 "$share/output" 2>/dev/null)"
            rm -f "$1"
            without=0
        fi
    done
    rm -rf "$share"
}

# --- a machine that stays ------------------------------------------------------------------------------------------------

is_up() { [ -f "$run/pid" ] && kill -0 "$(cat "$run/pid")" 2>/dev/null; }

# Who may log in: the lab's own key, and those of the user.
keys() {
    mkdir -p "$cache/keys"
    for key in id_ed25519 ssh_host_ed25519_key; do
        [ -f "$cache/keys/$key" ] || ssh-keygen -q -t ed25519 -N '' -C zmdev-lab -f "$cache/keys/$key"
    done
    cp "$cache/keys/ssh_host_ed25519_key" "$1/"
    cat "$cache/keys/id_ed25519.pub" "$HOME"/.ssh/*.pub 2>/dev/null >"$1/authorized_keys"
}

free_port() {
    port=${ZMDEV_LAB_PORT:-2222}
    while ss -Hltn "sport = :$port" | grep -q .; do
        port=$((port + 1))
    done
    printf '%s' "$port"
}

lab_up() {
    is_up && fail 1 "the lab is up already: ssh://root@localhost:$(cat "$run/port")"
    jq -e '[.css.subchannels[].model] | index("virtio-net")' "$1" >/dev/null ||
        fail 65 "$1 has no virtio-net subchannel; without one nobody can log in"
    for try in 1 2 3; do
        boot_up "$1" && return 0
        say "boot $try of 3 died"
    done
    fail 1 "the lab does not come up; its console is in $run/up/console"
}

boot_up() {
    share=$run/up
    rm -rf "$share"
    mkdir -p "$share"
    cp "$1" "$share/host.json"
    keys "$share"
    port=$(free_port)
    cp --sparse=always "$image/root.ext4" "$share/disk"
    (qemu "$share/host.json" "$share" system "tcp:127.0.0.1:$port-:22") &
    echo $! >"$run/pid"
    echo "$port" >"$run/port"
    waited=0
    until lab_ssh true 2>/dev/null; do
        waited=$((waited + 1))
        if ! is_up || [ "$waited" -gt 120 ]; then
            lab_down
            return 1
        fi
        sleep 1
    done
    [ ! -s "$share/output" ] || cat "$share/output" >&2
    printf '[localhost]:%s %s\n' "$port" "$(cut -d ' ' -f 1,2 "$cache/keys/ssh_host_ed25519_key.pub")" >"$run/known_hosts"
    say "key $cache/keys/id_ed25519, known hosts $run/known_hosts"
    echo "ssh://root@localhost:$port"
}

lab_ssh() {
    is_up || fail 1 "the lab is not up; start it with: zmdev lab up"
    ssh -q -p "$(cat "$run/port")" -i "$cache/keys/id_ed25519" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=5 \
        -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@localhost "$@"
}

lab_down() {
    is_up || return 0
    pid=$(cat "$run/pid")
    lab_ssh 'sync; busybox poweroff -f' 2>/dev/null || true
    waited=0
    while kill -0 "$pid" 2>/dev/null && [ "$waited" -lt 5 ]; do
        waited=$((waited + 1))
        sleep 1
    done
    kill -9 "$pid" 2>/dev/null || true
    rm -f "$run/pid" "$run/port" "$run/up/disk"
}

# --- a guest that is watched ---------------------------------------------------------------------------------------------

# observe OUT GUEST…: the logs of the guests (NAME.guest, made from scenarios) go to OUT/NAME.qemu, .ftrace, .console, .errors.
lab_observe() {
    [ $# -ge 2 ] || fail 64 "observe needs: OUT GUEST…"
    out=$1
    shift
    mkdir -p "$out"
    share=$(new_share)
    mkdir "$share/in" "$share/out"
    cp "$here/machine.json" "$share/host.json"
    cp "$@" "$share/in/"
    printf '#!/bin/sh\n/root/zmdev-lab machine /share/host.json && sh /root/observe\n' >"$share/job"
    chmod 755 "$share/job"
    status=1
    for try in 1 2 3; do
        if boot_job "$share/host.json" "$share" observer; then
            status=$(cat "$share/status")
            break
        fi
        say "boot $try of 3 died"
    done
    [ "$status" = 0 ] || cat "$share/output" >&2
    cp "$share"/out/* "$out/" 2>/dev/null || true
    rm -rf "$share"
    say "$# guests, $boots boots, $deaths of them died"
    return "$status"
}
