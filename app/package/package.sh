# shellcheck shell=sh
# ./zmdev package: what is handed out, made in dist/. ./zmdev reads this file.

parts=$root/app/package
dist=$root/dist
work=$root/app/target/package

# The packages' version stands in the root pom, as does the time that every file in them gets.
pom_property() { sed -n "s|.*<$1>\\(.*\\)</$1>.*|\\1|p" "$root/pom.xml" | head -n 1; }
version=$(pom_property revision)
SOURCE_DATE_EPOCH=$(date -d "$(pom_property project.build.outputTimestamp)" +%s)
export SOURCE_DATE_EPOCH

# What the runtime of the desktop has: what jdeps finds in the jars.
modules=java.base,java.desktop,java.logging,java.management,java.naming,java.prefs,java.rmi,java.security.jgss,java.xml,jdk.unsupported

same_times() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }

build_to_package() {
    rm -rf "$out/built" "$out/lib" "$root/hw-bridge/target/lib"
    build -Ppackage
    rm -rf "$work"
    mkdir -p "$work" "$dist"
}

# documents SHARE: licences, bill of materials, man pages and completions below a folder share/.
documents() {
    mkdir -p "$1/doc/zmdev" "$1/man/man1" "$1/bash-completion/completions" "$1/zsh/site-functions" \
        "$1/fish/vendor_completions.d"
    cp "$root/LICENSE" "$root/NOTICE" "$root/THIRD-PARTY.txt" "$1/doc/zmdev/"
    cp "$root/target/bom.json" "$1/doc/zmdev/zmdev.cdx.json"
    run manual "$1/man/man1" >/dev/null
    gzip -9 -n "$1/man/man1"/*.1
    run completion bash >"$1/bash-completion/completions/zmdev"
    run completion zsh >"$1/zsh/site-functions/_zmdev"
    run completion fish >"$1/fish/vendor_completions.d/zmdev.fish"
}

# Without JavaFX, for every architecture; the same bytes from the same sources.
headless() {
    name=zmdev-headless-$version
    tree=$work/headless/$name
    mkdir -p "$tree/bin" "$tree/lib"
    cp "$parts/zmdev" "$tree/bin/"
    cp "$root/hw-bridge/target/hw-bridge-$version.jar" "$root/hw-bridge/target/lib"/*.jar "$parts/java-options" "$tree/lib/"
    printf '%s\n' "$version-$(commit)" >"$tree/lib/build"
    cp -R "$work/share" "$tree/share"
    tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=go=rX,u+w \
        -C "$work/headless" -cf - "$name" | gzip -9 -n >"$dist/$name.tar.gz"
    say "made $dist/$name.tar.gz"
}

# The program with a runtime of its own, and with the classes of a typical run as that runtime likes them.
app_image() {
    input=$work/input
    mkdir -p "$input"
    cp "$out/zmdev.jar" "$out/lib"/*.jar "$input/"
    same_times "$input"
    set --
    while read -r option; do
        set -- "$@" --java-options "$option"
    done <"$parts/java-options"
    "$jdk/bin/jpackage" --type app-image --name zmdev --app-version "$version" --input "$input" --main-jar zmdev.jar \
        --main-class io.zmdev.cli.Main --icon "$parts/zmdev.png" --add-modules "$modules" \
        --jlink-options '--strip-debug --no-man-pages --no-header-files' --dest "$work" "$@"
    image=$work/zmdev
    # The cache is made for these files: a later change of their times would make it useless.
    same_times "$image"
    JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$image/lib/app/zmdev.aot" "$image/bin/zmdev" demo --out "$work/training" \
        >"$work/training.log" 2>&1 || fail 1 "the program in the app image does not run; see $work/training.log"
    # shellcheck disable=SC2016 # the launcher knows $APPDIR
    sed -i '/^\[JavaOptions\]/a java-options=-XX:AOTCache=$APPDIR/zmdev.aot\njava-options=-Xlog:aot*=off\njava-options=-Xlog:cds*=off' \
        "$image/lib/app/zmdev.cfg"
    touch -d "@$SOURCE_DATE_EPOCH" "$image/lib/app/zmdev.cfg" "$image/lib/app"
    rm -rf "$dist/zmdev"
    cp -a "$image" "$dist/zmdev"
    say "made $dist/zmdev"
}

# The app image for everybody who may not install anything.
portable() {
    name=zmdev-$version-linux-$(uname -m)
    mkdir -p "$work/portable"
    cp -a "$image" "$work/portable/$name"
    cp -R "$work/share" "$work/portable/$name/share"
    same_times "$work/portable/$name"
    rm -f "$dist/$name.zip"
    (cd "$work/portable" && find "$name" -type f | LC_ALL=C sort | zip -q "$dist/$name.zip" -@)
    say "made $dist/$name.zip"
}

# What a distribution's package puts on the machine.
installed_tree() {
    tree=$work/installed
    mkdir -p "$tree/usr/bin" "$tree/usr/lib"
    cp -a "$image" "$tree/usr/lib/zmdev"
    ln -s ../lib/zmdev/bin/zmdev "$tree/usr/bin/zmdev"
    cp -R "$work/share" "$tree/usr/share"
    for size in 256x256:png scalable:svg; do
        mkdir -p "$tree/usr/share/icons/hicolor/${size%:*}/apps"
        cp "$parts/zmdev.${size#*:}" "$tree/usr/share/icons/hicolor/${size%:*}/apps/"
    done
    mkdir -p "$tree/usr/share/applications" "$tree/usr/share/mime/packages"
    cp "$parts/zmdev.desktop" "$tree/usr/share/applications/"
    cp "$parts/zmdev.xml" "$tree/usr/share/mime/packages/"
    same_times "$tree"
}

# filled TEMPLATE ARCHITECTURE
filled() {
    sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$2|" -e "s|@TREE@|$work/installed|" \
        -e "s|@SIZE@|$(du -sk "$work/installed" | cut -f 1)|" "$parts/$1"
}

deb_package() {
    architecture=$(dpkg --print-architecture)
    cp -a "$work/installed" "$work/deb"
    cat "$root/NOTICE" "$root/THIRD-PARTY.txt" "$root/LICENSE" >"$work/deb/usr/share/doc/zmdev/copyright"
    same_times "$work/deb/usr/share/doc/zmdev"
    mkdir "$work/deb/DEBIAN"
    filled control "$architecture" >"$work/deb/DEBIAN/control"
    (cd "$work/deb" && find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum) >"$work/deb/DEBIAN/md5sums"
    dpkg-deb --root-owner-group -Zzstd --build "$work/deb" "$dist/zmdev_${version}_$architecture.deb" >/dev/null
    say "made $dist/zmdev_${version}_$architecture.deb"
}

rpm_package() {
    filled zmdev.spec "$(uname -m)" >"$work/zmdev.spec"
    rpmbuild -bb --quiet --define "_topdir $work/rpm" --define "_rpmdir $dist" \
        --define '_rpmfilename %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm' "$work/zmdev.spec" >"$work/rpm.log" 2>&1 ||
        fail 1 "rpmbuild failed; see $work/rpm.log"
    say "made $dist/zmdev-$version-1.$(uname -m).rpm"
}

# package [headless | --check]
package() {
    case ${1:-} in
        '' | headless) ;;
        --check)
            # shellcheck source=app/package/check.sh
            . "$parts/check.sh"
            check
            return
            ;;
        *) fail 64 "package knows only headless and --check" ;;
    esac
    build_to_package
    same_third_parties
    documents "$work/share"
    headless
    [ "${1:-}" != headless ] || return 0
    app_image
    command -v zip >/dev/null || need_package zip zip
    portable
    installed_tree
    if command -v dpkg-deb >/dev/null; then deb_package; else say "no .deb: dpkg-deb is not here"; fi
    if command -v rpmbuild >/dev/null; then rpm_package; else say "no .rpm: rpmbuild is not here (Debian: the package rpm)"; fi
}

# The list of libraries in the sources is the one that the build finds.
same_third_parties() {
    diff "$root/THIRD-PARTY.txt" "$root/target/generated-sources/license/THIRD-PARTY.txt" >&2 ||
        fail 1 "THIRD-PARTY.txt is not what the build found (>): look at the licences, then copy it from target/generated-sources/license"
}

# copy_sources FOLDER: what is or could be committed.
copy_sources() {
    mkdir -p "$1"
    (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf -) | tar -xf - -C "$1"
}

# same_jars FOLDER: what was built there has the bytes of what was built here.
same_jars() {
    for jar in "assets/target/assets-$version" "sim-engine/target/sim-engine-$version" \
        "hw-bridge/target/hw-bridge-$version" app/target/zmdev; do
        cmp "$root/$jar.jar" "$1/$jar.jar" || return 1
    done
}
