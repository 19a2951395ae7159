# shellcheck shell=sh disable=SC2154 # the folders are set by lab
# Java for s390x on this machine: Debian's, run by QEMU's user emulation. It has the other byte order.

java_suite=trixie
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
        fetch_packages "$java_suite" base-files "openjdk-$java_version-jre-headless"
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
