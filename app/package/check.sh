# shellcheck shell=sh
# ./zmdev package --check: takes each package apart as its user would, runs what is in it, and builds everything once more
# to compare. ./zmdev package reads this file.

# expect WHAT COMMAND…: runs it (a program or a function) with a home of its own and without a display.
expect() {
    what=$1
    shift
    if (
        unset DISPLAY WAYLAND_DISPLAY
        export HOME="$taken/home" XDG_CACHE_HOME="$taken/cache"
        "$@"
    ) >"$taken/log" 2>&1; then
        say "ok: $what"
    else
        sed 's/^/    /' "$taken/log" >&2
        fail 1 "not ok: $what ($*)"
    fi
}

no_javafx() { ! find "$1" -name '*.jar' | grep -iE 'javafx|monocle|controlsfx'; }

pictures() { "$1" demo --out "$2" && [ "$(find "$2" -name '*.png' | wc -l)" -ge 8 ]; }

# The cache is filled in the background: within a minute a start uses it.
fills_cache() {
    for second in $(seq 60); do
        if find "$taken/cache/zmdev/classes" -name '*.jsa' -size +0 | grep -q .; then return 0; fi
        sleep 1
    done
    echo "no cache after $second s"
    return 1
}

# opens LAUNCHER: the window is there within a minute, on a display made for it.
opens() {
    # shellcheck disable=SC2016 # expanded by the inner shell
    xvfb-run -a -s '-screen 0 1600x1200x24' sh -c '
        "$0" studio &
        for second in $(seq 60); do
            if xwininfo -root -tree | grep -q "zmdev"; then kill $!; wait $! || true; exit 0; fi
            sleep 1
        done
        echo "no window after $second s"
        kill $!
        exit 1' "$1"
}

check_headless() {
    tar -xzf "$dist/zmdev-headless-$version.tar.gz" -C "$taken"
    headless=$taken/zmdev-headless-$version
    expect 'headless: there is no JavaFX in it' no_javafx "$headless"
    expect 'headless: --version' "$headless/bin/zmdev" --version
    expect 'headless: demo' "$headless/bin/zmdev" demo --out "$taken/headless-demo"
    expect 'headless: the report is there' test -s "$taken/headless-demo/report.txt"
    expect 'headless: the first run leaves a cache of classes' fills_cache
    expect 'headless: --version with the cache' "$headless/bin/zmdev" --version
    ln -s "$headless/bin/zmdev" "$taken/link"
    expect 'headless: started through a link' "$taken/link" mask 0x41
}

# check_desktop NAME LAUNCHER
check_desktop() {
    expect "$1: --version" "$2" --version
    expect "$1: demo with pictures" pictures "$2" "$taken/$1-demo"
    if command -v xvfb-run >/dev/null && command -v xwininfo >/dev/null; then
        expect "$1: the window opens" opens "$2"
    else
        say "not tried: the window of $1 (xvfb-run and xwininfo are needed)"
    fi
}

check_portable() {
    unzip -q "$dist/zmdev-$version-linux-$(uname -m).zip" -d "$taken/portable"
    check_desktop portable "$taken/portable/zmdev-$version-linux-$(uname -m)/bin/zmdev"
}

check_deb() {
    package=$(echo "$dist"/zmdev_"${version}"_*.deb)
    [ -f "$package" ] || return 0
    dpkg-deb -x "$package" "$taken/deb"
    if is_root && ! dpkg-query -W zmdev >/dev/null 2>&1; then
        installed=yes
        expect 'deb: apt installs it' apt-get -qq install -y "$package"
        check_desktop deb /usr/bin/zmdev
        expect 'deb: apt removes it' apt-get -qq purge -y zmdev
        installed=
        expect 'deb: nothing stays behind' test ! -e /usr/lib/zmdev
    else
        check_desktop deb "$taken/deb/usr/bin/zmdev"
    fi
    expect 'deb: the man page of host show' man -l "$taken/deb/usr/share/man/man1/zmdev-host-show.1.gz"
    expect 'deb: whose work it is' test -s "$taken/deb/usr/share/doc/zmdev/copyright"
    expect 'deb: bash reads the completion' bash -n "$taken/deb/usr/share/bash-completion/completions/zmdev"
    if command -v desktop-file-validate >/dev/null; then
        expect 'deb: the desktop entry' desktop-file-validate "$taken/deb/usr/share/applications/zmdev.desktop"
    fi
}

in_rpm_root() { command rpm --root "$taken/rpm" --dbpath /var/lib/rpm "$@"; }

check_rpm() {
    package=$(echo "$dist"/zmdev-"$version"-1.*.rpm)
    if [ ! -f "$package" ] || ! command -v rpm >/dev/null; then
        return 0
    fi
    # a root of its own, with a database that knows nothing of what this machine has
    expect 'rpm: it is installed' in_rpm_root --install --nodeps "$package"
    expect 'rpm: every file is as it was packed' in_rpm_root --verify --nodeps zmdev
    check_desktop rpm "$taken/rpm/usr/bin/zmdev"
    expect 'rpm: it is removed' in_rpm_root --erase zmdev
    expect 'rpm: nothing stays behind' test ! -e "$taken/rpm/usr/lib/zmdev"
}

check_reproducible() {
    copy_sources "$taken/again"
    expect 'the sources build in another folder' env ZMDEV_COMMIT="$(commit)" ZMDEV_JAVA_HOME="$jdk" HOME="$users_home" \
        "$taken/again/zmdev" package headless
    expect 'the jars: the same bytes again' same_jars "$taken/again"
    expect 'headless archive: the same bytes again' \
        cmp "$dist/zmdev-headless-$version.tar.gz" "$taken/again/dist/zmdev-headless-$version.tar.gz"
}

tidy() {
    rm -rf "$taken"
    [ -z "$installed" ] || apt-get -qq purge -y zmdev >/dev/null
}

check() {
    taken=$(mktemp -d)
    installed=
    trap tidy EXIT
    mkdir "$taken/home" "$taken/cache"
    users_home=$HOME
    check_headless
    check_portable
    check_deb
    check_rpm
    check_reproducible
}
