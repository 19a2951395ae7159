# shellcheck shell=sh
# Messages, and the packages of this machine that the lab needs.

say() { printf 'zmdev lab: %s\n' "$*" >&2; }

fail() {
    say "$2"
    exit "$1"
}

# step LOG WHAT COMMAND…: runs a command that takes long; what it prints goes to the log, whose end is shown when it fails.
step() {
    log=$1
    say "$2"
    shift 2
    if ! "$@" >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail 1 "that failed; everything it said is in $log"
    fi
}

missing_packages() {
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || printf ' %s' "$package"
    done
}

# need PACKAGE…: installs what is missing when root, else says what to type and gives up.
need() {
    command -v dpkg-query >/dev/null || fail 1 "the lab is built from Debian's packages; this machine has no dpkg"
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    [ "$(id -u)" = 0 ] || fail 1 "packages are missing: sudo apt-get install$missing"
    say "installing Debian packages:$missing"
    apt-get -qq update >/dev/null 2>&1 || true
    # shellcheck disable=SC2086 # a list of package names
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >/dev/null 2>&1 ||
        fail 1 "they could not be installed: apt-get install$missing"
}
