# shellcheck shell=sh disable=SC2154 # the folders are set by lab
# Java for s390x: Debian's, run by QEMU's user emulation on this machine, or in the lab. It has the other byte order.

java_version=25

java_folder() { printf '%s/java-%s-%s' "$cache" "$java_version" "$(cat "$here/build.sh" "$here/java.sh" | hash)"; }

java_home() { printf '%s/usr/lib/jvm/java-%s-openjdk-s390x' "$1" "$java_version"; }

build_java() {
    java=$(java_folder)
    need qemu-user
    [ ! -d "$java" ] || return 0
    wait_for_others
    [ -d "$java" ] || unpack_java
    exec 9>&-
}

unpack_java() {
    work=$cache/work-java
    rm -rf "$work"
    mkdir -p "$work/out"
    step "$cache/java-packages.log" "fetching Java $java_version for s390x …" \
        fetch_packages base-files dash coreutils "openjdk-$java_version-jre-headless"
    step "$cache/java.log" "unpacking it …" unpack_packages "$work/out"
    link_inside "$work/out"
    mv "$work/out" "$java"
    rm -rf "$work"
}

# link_inside ROOT: Debian keeps Java's configuration in /etc and links to it; the links have to stay inside.
link_inside() {
    find "$(java_home "$1")" -type l -lname '/*' | while read -r link; do
        ln -sfr "$1$(readlink "$link")" "$link"
    done
}

lab_java() { exec qemu-s390x -L "$java" "$(java_home "$java")/bin/java" -XX:+UseSerialGC "$@"; }

# lab_headless ARCHIVE OUT ARGUMENT…: runs zmdev's headless archive in the lab, on the lab's /sys and in the folder /out, which is OUT
# afterwards.
lab_headless() {
    [ $# -ge 3 ] || fail 64 "headless needs: ARCHIVE OUT ARGUMENT…, such as zmdev-headless-0.1.0.tar.gz out demo --out /out"
    [ -r "$1" ] || fail 65 "$1 cannot be read; ./zmdev package headless makes it in dist/"
    mkdir -p "$2"
    out=$(CDPATH='' cd "$2" && pwd -P)
    share=$(new_share)
    cp -al "$java" "$share/root"
    mkdir -p "$share/root/opt" "$share/root/out" "$share/root/proc" "$share/root/sys" "$share/root/dev" "$share/root/tmp"
    tar -xzf "$1" -C "$share/root/opt" || fail 65 "$1 is no headless archive"
    shift 2
    cp "$here/machine.json" "$share/host.json"
    printf 'cd /out\nexport HOME=/tmp\nexec /opt/*/bin/zmdev%s\n' "$(quoted "$@")" >"$share/root/opt/command"
    cat >"$share/job" <<'JOB'
#!/bin/sh
(while sleep 5; do echo alive; done) >/dev/console & # a program may say nothing for minutes
/root/zmdev-lab machine /share/host.json
for folder in proc sys dev; do mount --rbind "/$folder" "/share/root/$folder"; done
mount -t tmpfs tmp /share/root/tmp
exec chroot /share/root /bin/sh /opt/command
JOB
    chmod 755 "$share/job"
    status=1
    if boot_job "$share/host.json" "$share" debian; then
        cat "$share/output"
        status=$(cat "$share/status")
        cp -R "$share/root/out/." "$out/"
    fi
    rm -rf "$share"
    return "$status"
}
