# shellcheck shell=sh
# ./zmdev bench: every figure that docs/benchmarks.md promises. ./zmdev reads this file.

page=$root/docs/benchmarks.md
engine=$root/sim-engine/target
measured=$root/target/bench

# The sources of the benchmarks, and of the tests that they share machines with.
build_benchmarks() {
    say "building the benchmarks …"
    mkdir -p "$measured"
    : >"$measured/log"
    : >"$measured/figures"
    maven -q -Pbench,studio-bench -Dspotless.check.skip=true test-compile >>"$measured/log" 2>&1 ||
        fail 1 "the build failed; everything it said is in $measured/log"
}

# on_engine JAVA-OPTION… CLASS ARGUMENT…
on_engine() {
    "$jdk/bin/java" --sun-misc-unsafe-memory-access=allow \
        -cp "$engine/test-classes:$engine/classes:$(cat "$engine/bench.classpath")" "$@"
}

on_studio() {
    "$jdk/bin/java" "@$root/app/package/java-options" \
        -cp "$out/test-classes:$out/classes:$(cat "$out/bench.classpath")" "$@"
}

# measure COMMAND…: what it prints goes into the log, its figures also into the list.
measure() {
    { "$@" 2>&1 || echo "failed: $*"; } | tee -a "$measured/log" | sed -n '/^figure /p; /^failed: /p' |
        tee -a "$measured/figures" >&2
    ! grep '^failed: ' "$measured/figures" || fail 1 "everything that was printed is in $measured/log"
}

# --- what is measured ------------------------------------------------------------------------------------------------------

inventory() {
    maven -Pbench -Dgroups=bench -Dsurefire.excludedGroups= -pl hw-bridge -am -Dspotless.check.skip=true \
        -Dtest=InventoryBenchmark -Dsurefire.failIfNoSpecifiedTests=false test
}

many_devices() {
    maven -Pbench -Dgroups=bench -Dsurefire.excludedGroups= -pl hw-bridge -am -Dspotless.check.skip=true \
        -Dtest=ManyDevicesBenchmark -Dsurefire.failIfNoSpecifiedTests=false test
}

# The start of the headless package, with its cache of classes.
startup() {
    package headless
    launcher=$work/headless/zmdev-headless-$version/bin/zmdev
    export XDG_CACHE_HOME="$measured/cache" ZMDEV_JAVA_HOME="$jdk"
    rm -rf "$XDG_CACHE_HOME"
    "$launcher" --version
    until find "$XDG_CACHE_HOME" -name '*.jsa' -size +0 | grep -q .; do sleep 1; done
    on_engine io.zmdev.bench.StartFigures "$launcher" "$engine/test-classes"
}

# The time on the clock of a sweep on some processors.
sweep() {
    begun=$(date +%s%N)
    taskset -c "$2" "$self" sim ap ap-shared-cards --sweep >/dev/null
    printf 'figure %s %d ms\n' "$1" $((($(date +%s%N) - begun) / 1000000))
}

# The time from the start of the built program to its window on the display there is.
first_window() {
    begun=$(date +%s%N)
    run studio >/dev/null 2>&1 &
    studio=$!
    until xwininfo -root -tree 2>/dev/null | grep -q ' zmdev"'; do
        kill -0 "$studio" 2>/dev/null || fail 1 "the desktop ended before it showed a window"
        sleep 0.02
    done
    shown=$((($(date +%s%N) - begun) / 1000000))
    kill "$studio"
    wait "$studio" || true
    printf 'figure startup.window %d ms\n' "$shown"
}

has() {
    for tool; do
        command -v "$tool" >/dev/null || {
            say "not measured: $tool is missing"
            return 1
        }
    done
}

# --- the verb ----------------------------------------------------------------------------------------------------------

# part NAME: the figures of one program.
part() {
    case $1 in
        engine) measure on_engine io.zmdev.bench.EngineFigures ;;
        studio) measure on_studio io.zmdev.app.StudioBench ;;
        inventory) measure inventory ;;
        lab)
            has qemu-system-s390x || return 0
            "$root/hw-bridge/testbed/lab/lab" build >&2
            measure many_devices
            ;;
        startup) measure startup ;;
        sweep)
            has taskset || return 0
            if stale; then build; fi
            measure sweep sweep.one 0
            measure sweep sweep.two 0,1
            ;;
        first-window)
            has xvfb-run xwininfo || return 0
            if stale; then build; fi
            for _ in 1 2 3; do
                measure xvfb-run -a -s '-screen 0 1600x1200x24' "$self" bench window
            done
            ;;
    esac
}

# The ratios of own work to a peer's, from five JVMs each, which wait for their compiler: it would take longer on a busy machine.
ratios() {
    for fork in 1 2 3 4 5; do
        say "ratios, $fork of 5 …"
        measure on_engine -Xbatch io.zmdev.bench.EngineRatios
        measure on_studio -Xbatch io.zmdev.app.StudioRatios
    done
}

bench() {
    case ${1:-} in
        window) first_window ;;
        '')
            build_benchmarks
            for part in engine studio inventory lab startup sweep first-window; do part "$part"; done
            on_engine io.zmdev.testing.figures.ReportFigures "$measured/figures" "$page" "$page"
            ;;
        engine | studio | inventory | lab | startup | sweep | first-window)
            build_benchmarks
            part "$1"
            on_engine io.zmdev.testing.figures.ReportFigures "$measured/figures" "$page"
            ;;
        --quick)
            case ${2:-} in
                '') record= ;;
                --record) record=$page ;;
                *) fail 64 "bench --quick knows only --record" ;;
            esac
            build_benchmarks
            ratios
            # shellcheck disable=SC2086 # the page, or nothing
            on_engine io.zmdev.testing.figures.CheckRatios "$measured/figures" "$page" $record
            ;;
        *)
            build_benchmarks
            on_engine org.openjdk.jmh.Main -wi 3 -w 1 -i 5 -r 1 -f 1 "$@"
            ;;
    esac
}
