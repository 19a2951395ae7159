# What in the host holds ccw devices, a line DEVICE: SENTENCE each; not 0 when that can't be told. $root is put before each
# path. Changes the working directory.
holders() {
    case $root in
        '' | /*) ;;
        *) root=$PWD/$root ;;
    esac
    [ -r "$root/proc/self/mountinfo" ] || return 2
    for block in "$root"/sys/class/block/*; do
        if ! [ -e "$block" ] && ! [ -L "$block" ]; then continue; fi
        cd -P "$block" 2>/dev/null || return 2
        for device in "$@"; do
            case $PWD/ in
                */css*/*/"$device"/*) held "$device" "${block##*/}" "${block##*/}" || return 2 ;;
            esac
        done
    done
    for interface in "$root"/sys/class/net/*; do
        state=$(cat "$interface/operstate" 2>/dev/null) || continue
        [ "$state" != down ] || continue
        cd -P "$interface" 2>/dev/null || return 2
        for device in "$@"; do
            group=$(readlink "$root/sys/bus/ccw/devices/$device/group_device")
            case $PWD/ in
                */css*/*/"$device"/* | */devices/*/"${group##*/}"/net/*)
                    printf '%s\n' "$device: ${interface##*/} is a network interface that is $state"
                    ;;
            esac
        done
    done
}

# DEVICE BLOCK NAME: the same of a block device, and of what is stacked on it.
held() {
    mounts "$1" "$2" "$3" || return 2
    for member in "$root"/sys/fs/btrfs/*/devices/"$2"; do
        if ! [ -e "$member" ] && ! [ -L "$member" ]; then continue; fi
        for other in "${member%/*}"/*; do
            [ "$other" = "$member" ] || mounts "$1" "${other##*/}" "$3" || return 2
        done
    done
    if [ -e "$root/proc/swaps" ]; then
        while read -r file _; do
            case $file in
                "/dev/$2" | "/dev/mapper/$3") printf '%s\n' "$1: $3 is swap" ;;
            esac
        done <"$root/proc/swaps" || return 2
    fi
    for above in "$root/sys/class/block/$2/holders"/*; do
        if ! [ -e "$above" ] && ! [ -L "$above" ]; then continue; fi
        above=${above##*/}
        case $above-$(cat "$root/sys/class/block/$above/dm/uuid" 2>/dev/null) in
            md*) is='is a member of the array' ;;
            *-LVM-*) is='is under the logical volume' ;;
            *-mpath-*) is='is a path of the multipath device' ;;
            *-CRYPT-*) is='is under the encrypted volume' ;;
            *) is='is under the device-mapper device' ;;
        esac
        volume=$(cat "$root/sys/class/block/$above/dm/name" 2>/dev/null) || volume=$above
        printf '%s\n' "$1: $3 $is $volume"
        held "$1" "$above" "$volume" || return 2
    done
}

# DEVICE BLOCK NAME: the mounts of a block device, by its number or by the source that was mounted.
mounts() {
    number=$(cat "$root/sys/class/block/$2/dev" 2>/dev/null)
    volume=$(cat "$root/sys/class/block/$2/dm/name" 2>/dev/null) || volume=$2
    while read -r _ _ at _ point rest; do
        rest=${rest#*- }
        rest=${rest#* }
        case $at:${rest%% *} in
            "$number":* | *:"/dev/$2" | *:"/dev/mapper/$volume") printf '%s\n' "$1: $3 is mounted on $point" ;;
        esac
    done <"$root/proc/self/mountinfo"
}
