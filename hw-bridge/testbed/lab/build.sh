# shellcheck shell=sh disable=SC2154 # the folders are set by lab
# Makes, each once for the same input: the kernel with the AP emulation, the lab's own programs, a small image for batches
# and a Debian with the s390 tools for people.

kernel_source=linux-source-$release
cross=s390x-linux-gnu-
run_packages='qemu-system-misc jq openssh-client'
build_packages="gcc-s390x-linux-gnu libc6-dev-s390x-cross $kernel_source flex bison bc libelf-dev libssl-dev \
    xz-utils kmod cpio e2fsprogs make gcc"
observer_packages='base-files bash coreutils busybox-static libc-bin qemu-system-s390x'
guest_packages='base-files bash bsdutils coreutils findutils sed grep gawk util-linux mount procps kmod mdevctl s390-tools
    busybox-static libc-bin iproute2 udev jq openssh-server openssh-sftp-server systemd systemd-sysv'

# The lab's userland is Debian 13's: its mdevctl, udev and QEMU know what the tests ask them for.
suite=trixie

hash() { sha256sum | cut -c 1-16; }

# What goes into the kernel.
kernel_inputs() { printf '%s\n' "$testbed/kernel/common.config" "$testbed/kernel/$release.config" "$testbed"/apemu/*; }

kernel_folder() { printf '%s/kernel-%s-%s' "$cache" "$release" "$(kernel_inputs | xargs cat | hash)"; }

image_folder() {
    printf '%s/image-%s-%s' "$cache" "$release" \
        "$({ kernel_inputs && printf '%s\n' "$testbed"/guest/* "$testbed"/system/* "$here/build.sh"; } | xargs cat | hash)"
}

build_all() {
    kernel=$(kernel_folder)
    image=$(image_folder)
    # shellcheck disable=SC2086 # lists of package names
    need $run_packages
    if [ ! -d "$kernel" ] || [ ! -d "$image" ]; then
        # shellcheck disable=SC2086
        need $build_packages
        wait_for_others
        [ -d "$kernel" ] || build_kernel
        [ -d "$image" ] || build_image
        exec 9>&-
        say "built, in $cache"
    fi
}

# One builds at a time; who comes later finds everything there.
wait_for_others() {
    mkdir -p "$cache"
    exec 9>"$cache/lock-$release"
    flock 9
}

# --- kernel --------------------------------------------------------------------------------------------------------------

kernel_make() { make -s -C "$work/source" O="$work/build" ARCH=s390 CROSS_COMPILE=$cross "$@"; }

# allnoconfig drops what the fragment wants when something that it needs is not in the fragment.
configure_kernel() {
    mkdir -p "$work/build"
    cat "$testbed/kernel/common.config" "$testbed/kernel/$release.config" >"$work/config"
    kernel_make KCONFIG_ALLCONFIG="$work/config" allnoconfig
    grep '^CONFIG_' "$work/config" | while read -r line; do
        grep -qx "$line" "$work/build/.config" || {
            echo "the kernel's configuration lost $line"
            exit 1
        }
    done
}

ap_is_a_module() { grep -qx 'CONFIG_AP=m' "$testbed/kernel/$release.config"; }

# Where the AP bus cannot be a module, the AP emulation goes into the kernel too.
build_in_apemu() {
    cp "$testbed/apemu/apemu.c" "$work/source/drivers/s390/crypto/"
    echo 'obj-y += apemu.o' >>"$work/source/drivers/s390/crypto/Makefile"
}

compile_kernel() {
    kernel_make -j"$(nproc)" bzImage modules
    kernel_make INSTALL_MOD_PATH="$work/out" INSTALL_MOD_STRIP=1 modules_install
    cp "$work/build/arch/s390/boot/bzImage" "$work/out/"
}

compile_apemu() {
    cp -r "$testbed/apemu" "$work/apemu"
    make -s -C "$work/build" M="$work/apemu" ARCH=s390 CROSS_COMPILE=$cross modules
    cp "$work/apemu/apemu.ko" "$work/out/"
}

build_kernel() {
    work=$cache/work-kernel-$release
    rm -rf "$work"
    mkdir -p "$work/out" "$work/source"
    step "$cache/source.log" "unpacking the source of Linux $release …" \
        tar -xf "/usr/src/$kernel_source.tar.xz" -C "$work/source" --strip-components=1
    ap_is_a_module || build_in_apemu
    step "$cache/configure.log" "configuring the kernel …" configure_kernel
    step "$cache/kernel.log" "compiling the kernel (five minutes with two processors) …" compile_kernel
    if ap_is_a_module; then
        step "$cache/apemu.log" "compiling the AP emulation …" compile_apemu
    fi
    rm -f "$work"/out/lib/modules/*/build "$work"/out/lib/modules/*/source
    mv "$work/out" "$kernel"
    rm -rf "$work"
}

# --- images --------------------------------------------------------------------------------------------------------------

build_image() {
    work=$cache/work-image-$release
    rm -rf "$work"
    mkdir -p "$work/out"
    step "$cache/guest.log" "compiling the lab's programs …" \
        ${cross}gcc -std=gnu17 -O2 -Wall -Wextra -static -o "$work/out/zmdev-lab" "$testbed"/guest/*.c
    # shellcheck disable=SC2086 # a list of package names
    step "$cache/packages.log" "fetching Debian's packages for s390x …" fetch_packages $guest_packages
    step "$cache/initramfs.log" "packing the small image …" pack_initramfs
    step "$cache/root.log" "packing the Debian image (a minute) …" pack_root
    truncate -s 16M "$work/out/blank.img"
    mv "$work/out" "$image"
    rm -rf "$work"
}

# fetch_packages PACKAGE…: with a package system of its own, for s390x, from the archive that this machine uses. From the
# release alone: mirrors are often out of step with its updates, and one index that does not fit stops all.
fetch_packages() {
    apt=$work/apt
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
    : >"$apt/status"
    # shellcheck disable=SC2016 # fields of apt-get's own format
    archive=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | sed -n "s/ $(debian_release)\$//p" | head -n 1)
    echo "deb [signed-by=$keyring] $archive $suite main" >"$apt/sources.list"
    cat >"$apt/apt.conf" <<TEXT
APT::Architecture "s390x"; APT::Architectures { "s390x"; }; APT::Sandbox::User ""; Acquire::Languages "none";
Debug::NoLocking "true"; Dir::State::Lists "$apt/lists"; Dir::State::status "$apt/status";
Dir::State::extended_states "$apt/extended"; Dir::Cache "$apt/cache"; Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
TEXT
    apt-get -c "$apt/apt.conf" -qq update
    apt-get -c "$apt/apt.conf" -qq install --download-only -y --no-install-recommends "$@"
}

debian_release() { . /etc/os-release && echo "$VERSION_CODENAME"; }

# The lab's part of an image: modules, programs, PID 1.
add_lab() {
    mkdir -p "$1/lib/modules" "$1/root" "$1/proc" "$1/sys" "$1/dev" "$1/run" "$1/tmp" "$1/share"
    cp -r "$kernel/lib/modules/." "$1/lib/modules/"
    cp "$work/out/zmdev-lab" "$1/root/"
    [ ! -f "$kernel/apemu.ko" ] || cp "$kernel/apemu.ko" "$1/root/"
    cp "$testbed/guest/init" "$1/init"
    chmod 755 "$1/init"
}

pack_initramfs() {
    tree=$work/initramfs
    mkdir -p "$tree/bin"
    dpkg -x "$work"/apt/cache/archives/busybox-static_*.deb "$work/busybox"
    cp "$work/busybox/usr/bin/busybox" "$tree/bin/"
    ln -s busybox "$tree/bin/sh"
    add_lab "$tree"
    (cd "$tree" && find . | cpio -o -H newc --quiet -R 0:0 | gzip -1) >"$work/out/initramfs.gz"
}

# base-files goes first: it has the links of a merged /usr.
unpack_packages() {
    for package in "$work"/apt/cache/archives/base-files_*.deb "$work"/apt/cache/archives/*.deb; do
        dpkg -x "$package" "$1"
    done
    rm -rf "$1"/usr/share/doc "$1"/usr/share/man "$1"/usr/share/locale
}

# Packages are unpacked only: no maintainer script runs, so what those would have made is made here.
pack_root() {
    tree=$work/root
    mkdir -p "$tree"
    unpack_packages "$tree"
    add_lab "$tree"
    mkdir -p "$tree/etc/mdevctl.d" "$tree/etc/ssh"
    ln -sf bash "$tree/bin/sh"
    ln -sf gawk "$tree/usr/bin/awk"
    ln -sf ../bin/mdevctl "$tree/usr/sbin/mdevctl" # where its udev rule looks for it
    printf 'root:x:0:0:root:/root:/bin/bash\nsshd:x:100:65534::/run/sshd:/usr/sbin/nologin\n' >"$tree/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' >"$tree/etc/group"
    echo zmdev-lab >"$tree/etc/hostname"
    echo '127.0.0.1 localhost zmdev-lab' >"$tree/etc/hosts"
    cp "$testbed/system/sshd_config" "$tree/etc/ssh/sshd_config"
    add_system "$tree"
    mke2fs -q -t ext4 -O '^has_journal' -d "$tree" "$work/out/root.ext4" 700M
}

# What a machine that stays starts: systemd, the lab's own unit and sshd. Nothing may wait for somebody at a console.
add_system() {
    units=$1/etc/systemd/system
    mkdir -p "$units/sysinit.target.wants" "$units/multi-user.target.wants" "$1/var/lib"
    touch -r "$1/usr" "$1/etc/.updated" "$1/var/.updated" # no catalogues are made at the first boot
    : >"$1/etc/machine-id"
    : >"$1/etc/fstab"
    cp "$testbed/system/zmdev-lab.service" "$units/"
    cp "$testbed/system/machine" "$1/root/machine"
    chmod 755 "$1/root/machine"
    ln -s ../zmdev-lab.service "$units/sysinit.target.wants/"
    ln -s /usr/lib/systemd/system/ssh.service "$units/multi-user.target.wants/"
    ln -s /usr/lib/systemd/system/multi-user.target "$units/default.target"
    for unit in getty.target systemd-firstboot.service systemd-logind.service; do
        ln -s /dev/null "$units/$unit"
    done
}

# --- observer ------------------------------------------------------------------------------------------------------------

observer_folder() {
    printf '%s/observer-%s-%s' "$cache" "$release" \
        "$({ kernel_inputs && printf '%s\n' "$testbed"/guest/* "$testbed"/system/* "$testbed"/flow/* "$here/build.sh"; } | xargs cat | hash)"
}

build_observer() {
    build_all
    observer=$(observer_folder)
    [ ! -d "$observer" ] || return 0
    # shellcheck disable=SC2086 # a list of package names
    need $build_packages
    wait_for_others
    [ -d "$observer" ] || pack_all_of_observer
    exec 9>&-
}

pack_all_of_observer() {
    work=$cache/work-observer-$release
    rm -rf "$work"
    mkdir -p "$work/out"
    cp "$image/zmdev-lab" "$work/out/"
    step "$cache/flow.log" "compiling the guest …" ${cross}gcc -std=gnu17 -O1 -march=zEC12 -msoft-float -Wall -Wextra \
        -ffreestanding -fno-pie -no-pie -fno-stack-protector -fno-asynchronous-unwind-tables -fno-delete-null-pointer-checks \
        -nostdlib -static -Wl,--build-id=none,--no-warn-rwx-segments,-z,noexecstack -T "$testbed/flow/flow.lds" \
        -o "$work/flow.elf" "$testbed/flow/start.S" "$testbed/flow/flow.c"
    # shellcheck disable=SC2086 # a list of package names
    step "$cache/observer-packages.log" "fetching QEMU for s390x …" fetch_packages $observer_packages
    step "$cache/observer.log" "packing the image of the observer …" pack_observer
    mv "$work/out" "$observer"
    rm -rf "$work"
}

# QEMU with the firmware of its own machine alone.
pack_observer() {
    tree=$work/root
    mkdir -p "$tree"
    unpack_packages "$tree"
    rm -rf "$tree"/usr/share/seabios "$tree"/usr/share/ovmf "$tree"/usr/share/icons "$tree"/usr/share/alsa \
        "$tree"/usr/lib/s390x-linux-gnu/perl* "$tree"/usr/lib/s390x-linux-gnu/gconv
    [ ! -d "$tree/usr/share/qemu" ] || find "$tree/usr/share/qemu" ! -type d ! -name 's390*' -delete
    add_lab "$tree"
    cp "$work/flow.elf" "$testbed/flow/observe" "$tree/root/"
    ln -sf bash "$tree/usr/bin/sh"
    mke2fs -q -t ext4 -O '^has_journal' -d "$tree" "$work/out/root.ext4" 500M
}
