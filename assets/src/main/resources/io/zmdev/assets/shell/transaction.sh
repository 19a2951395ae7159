set -u
LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/sbin:/sbin
root=${ZMDEV_ROOT:-}
journal=${ZMDEV_JOURNAL:-/var/lib/zmdev/$id.journal}
patience=0
nl='
'

say() { printf '%s\n' "$*" >&2; }

# A plan has many steps, and a process costs more than what it does for one: what the shell can do by itself, it does.

# A process that ended and that nobody has asked after is not alive.
alive() {
    { while read -r field value _; do [ "$field" = State: ] && break; done <"/proc/$1/status"; } 2>/dev/null || return 1
    case ${value:-X} in [ZX]) return 1 ;; esac
}

# The text of a file in $found; empty when it can't be read.
lines() {
    found=
    { while IFS= read -r line; do found=$found$line$nl; done <"$1"; } 2>/dev/null || return 1
    found=$found$line
}

# Often at first, since most is over soon; a host has better to do than to look ten times a second.
rest() {
    rests=$((${rests:-0} + 1))
    if [ "$rests" -gt 30 ] || ! sleep 0.1 2>/dev/null; then sleep 1; fi
}

# --- what a path shall answer; $differs tells what it answers instead -----------------------------------------

content() {
    if [ -n "$2" ] && lines "$root$1"; then
        case $found in "$2" | "$2$nl") return 0 ;; esac
    fi
    if ! found=$(cat -- "$root$1" 2>&1 && echo .); then
        differs="$1 is unreadable (${found##*: }), expected '$2'"
        return 1
    fi
    case $found in
        "$2." | "$2$nl.") return 0 ;;
    esac
    found=${found%.}
    differs="$1 is '${found%"$nl"}', expected '$2'"
    return 1
}

target() {
    if [ -L "$root$1" ] && (cd -P "$root$1" && [ "${PWD##*/}" = "$2" ]) 2>/dev/null; then return 0; fi
    if ! found=$(readlink "$root$1"); then
        differs="$1 is missing, expected a link to $2"
        return 1
    fi
    [ "${found##*/}" = "$2" ] && return 0
    differs="$1 is a link to ${found##*/}, expected a link to $2"
    return 1
}

names() {
    found=
    for entry in "$root$1"/*; do
        if [ -e "$entry" ] || [ -L "$entry" ]; then found="$found ${entry##*/}"; fi
    done
    [ "${found# }" = "$2" ] && return 0
    differs="$1 is '${found# }', expected '$2'"
    return 1
}

directory() {
    [ -d "$root$1" ] && return 0
    differs="$1 is missing, expected there"
    return 1
}

missing() {
    if ! [ -e "$root$1" ] && ! [ -L "$root$1" ]; then return 0; fi
    differs="$1 is there, expected missing"
    return 1
}

# Drivers bind and devices appear in their own time.
settle() {
    tries=100
    until "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1 2>/dev/null || sleep 1
    done
}

# --- operations; $refusal is the C library's text ---------------------------------------------------------------

# One write(2) of at most a page. dd makes no file: what is missing is refused before it. The value comes through a pipe: some
# shells write here-documents to the disk, which may be full.
put() {
    if ! [ -e "$root$1" ] && ! refusal=$(ls -d "$root$1" 2>&1); then
        refusal=${refusal##*: }
        return 1
    fi
    refusal=$(printf '%s' "$2" | dd of="$root$1" bs="${#2}" count=1 conv=notrunc 2>&1) && return 0
    refusal=${refusal%%"$nl"*}
    refusal=${refusal##*: }
    return 1
}

load() {
    refusal=$(modprobe "$1" 2>&1) && return 0
    refusal=${refusal##*: }
    case $refusal in *'not found'*) refusal='No such file or directory' ;; esac
    return 1
}

unload() {
    refusal=$(rmmod "$1" 2>&1) && return 0
    refusal=${refusal##*: }
    return 1
}

# --- files of the next boot ---------------------------------------------------------------------------------

# New contents and old ones lie here before the first file changes, so that renames are all that is left to do.
staging=$root/etc/.zmdev-$id
names_changed=
straight=

text() {
    if [ -L "$root$1" ] || ! [ -f "$root$1" ]; then
        differs="$1 is missing or no file"
        return 1
    fi
    if lines "$root$1" && [ -n "$found" ] && [ "$found" = "$2" ]; then return 0; fi
    found=$(cat -- "$root$1" 2>/dev/null && echo .) && [ "$found" = "$2." ] && return 0
    differs="$1 is not as it was expected"
    return 1
}

on_disk() { sync "$@" 2>/dev/null || sync; }

stage() {
    differs="$2 can't be written"
    if [ -e "$root$2" ]; then cp -p "$root$2" "$staging/$1" || return 1; fi
    printf '%s' "$3" >"$staging/$1" && lines "$staging/$1" && [ "$found" = "$3" ]
}

# Folders are made, and noted so that they can go again; nothing is written through a link.
place() {
    folders "${2%/*}" || return 1
    if ! straight "${2%/*}" || [ -L "$root$2" ] || [ -d "$root$2" ]; then
        differs="$2 is a link or a folder, or lies behind a link"
        return 1
    fi
    differs="$2 can't be replaced"
    mv -f "$staging/$1" "$root$2" && renamed "$2" && renamed "${2%/*}"
}

# Whether no link is on the way to a folder; of many files in one it is asked once.
straight() {
    [ "$1" = "$straight" ] && return 0
    real=$(cd -P "$root/" && pwd)
    [ "$(cd -P "$root$1" && pwd)" = "${real%/}$1" ] && straight=$1
}

take() {
    differs="$1 can't be removed"
    rm -f "$root$1" && renamed "${1%/*}"
}

# Files with new names and the folders of these, a line each: many files are on the disk with one call.
renamed() {
    case $nl$names_changed in *"$nl$root$1$nl"*) ;; *) names_changed=$names_changed$root$1$nl ;; esac
}

names_on_disk() {
    [ -n "$names_changed" ] || return 0
    IFS=$nl
    set -f
    # shellcheck disable=SC2086 # a path a line
    on_disk $names_changed
    set +f
    unset IFS
}

folders() {
    [ -d "$root$1" ] && return 0
    folders "${1%/*}" || return 1
    differs="$1 can't be made"
    echo "$1" >>"$journal.folders" && mkdir -m 755 "$root$1"
}

each_file() {
    file=0
    while [ "$file" -lt "$files" ]; do
        file=$((file + 1))
        "$1_$file" || return 1
    done
}

persist() {
    [ "$files" = 0 ] && return 0
    umask 022 # for the system's files
    if ! each_file old; then
        conclude "not-persisted $differs"
        return 1
    fi
    differs="the journal $journal can't be written"
    if note persisting; then
        differs="$staging can't be made"
        if rm -rf "$staging" && mkdir "$staging" && each_file stage && on_disk "$staging"/* && each_file replace &&
            each_file new; then
            names_on_disk
            rm -rf "$staging"
            differs="the journal $journal can't be written"
            note persisted && return 0
        fi
    fi
    give_files_back
    return 1
}

give_files_back() {
    why=$differs
    if restore_files; then
        conclude "not-persisted $why"
    else
        conclude "not-restored $differs"
    fi
}

# Each file that is not as it was before; one that is not as it was made either is somebody else's.
restore_files() {
    lost=0
    umask 022
    mkdir -p "$staging" 2>/dev/null
    file=$files
    while [ "$file" -gt 0 ]; do
        if ! "old_$file" && { ! "new_$file" || ! "restore_$file" || ! "old_$file"; }; then
            lost=$((lost + 1))
            lost_because=$differs
        fi
        file=$((file - 1))
    done
    names_on_disk
    rm -rf "$staging"
    if [ -s "$journal.folders" ]; then
        sort -r "$journal.folders" | while read -r made; do rmdir "$root$made" 2>/dev/null; done
    fi
    [ "$lost" = 0 ] && return 0
    differs=$lost_because
    return 1
}

# --- serial numbers and master key patterns: nobody can read them once a queue left the host's drivers -----------

devices=$root/sys/bus/ap/devices
kept=$root/var/lib/zmdev/queues

# The lines of an attribute as one text of JSON in $found; the kernel prints no other characters there.
attribute() {
    found=
    [ -r "$1" ] || return 1
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            '' | *[!0-9A-Za-z.:\ -]*) ;;
            *) found="${found:+$found\\n}$line" ;;
        esac
    done 2>/dev/null <"$1"
    [ -n "$found" ]
}

# What was kept of queues that can't be read any more, a line each.
kept_before() {
    [ -s "$kept/$1.json" ] || return 0
    { tr '\n{' ' \n' <"$kept/$1.json" && echo; } | while IFS= read -r object; do
        string apqn "$object" || continue
        apqn=$found
        case $apqn in ??.????) ;; *) continue ;; esac
        case $queues in *"\"$apqn\""*) continue ;; esac
        string mkvps "$object" && printf '    { "apqn": "%s", "mkvps": "%s" }\n' "$apqn" "$found"
    done
}

# The string that an object of JSON has by a name, in $found: one that attribute() could have made.
string() {
    case $2 in *"\"$1\""*:*\"*\"*) ;; *) return 1 ;; esac
    found=${2#*"\"$1\""}
    found=${found#*:}
    found=${found#*\"}
    found=${found%%\"*}
    case $found in
        *\\[!n]* | *\\ | *[!0-9A-Za-z.:\\\ -]*) return 1 ;;
    esac
}

# Lines with a comma after each but the last.
separated() {
    separator=
    while IFS= read -r line; do
        printf '%s%s' "$separator" "$line"
        separator=,$nl
    done
    echo
}

record() {
    queues=
    for queue in "$devices/${1#card}".????; do
        attribute "$queue/mkvps" || continue
        queues="$queues    { \"apqn\": \"${queue##*/}\", \"mkvps\": \"$found\" }$nl"
    done
    [ -n "$queues" ] || return 0
    attribute "$devices/$1/serialnr"
    differs="$kept/$1.json can't be written"
    (
        umask 077
        mkdir -p "$kept" && {
            printf '{\n  "format": "zmdev.queues/1",\n  "serialnr": "%s",\n  "queues": [\n' "$found" &&
                { printf '%s' "$queues" && kept_before "$1"; } | sort | separated &&
                printf '  ]\n}\n'
        } >"$kept/$1.json.new" && [ "$(tail -n 1 "$kept/$1.json.new")" = '}' ] && on_disk "$kept/$1.json.new" &&
            mv -f "$kept/$1.json.new" "$kept/$1.json" && on_disk "$kept"
    )
}

record_keys() {
    for entry in "$devices"/card*; do
        case " $cards " in
            *" ${entry##*/} "* | ' all ') record "${entry##*/}" || return 1 ;;
        esac
    done
}

# --- the journal: on the disk before anything comes of it -------------------------------------------------------

note() { append "$@" && on_disk "$journal"; }

# A line that is on the disk with the next that is noted.
append() {
    event=$*
    case $event in *"$nl"*) event=$(printf '%s' "$event" | tr '\n' ' ') ;; esac
    printf '%s\n' "$event" >>"$journal"
}

# An outcome is noted on a full disk too: room was kept for it. A line that the disk took in part is no event.
conclude() {
    rm -f "$journal.room"
    [ -z "$(tail -c 1 "$journal" 2>/dev/null)" ] || echo ' cut-off' >>"$journal"
    note "$@" || say "the journal $journal can't be written"
}

open_journal() {
    mkdir -p "${journal%/*}" && : >"$journal" && dd if=/dev/zero of="$journal.room" bs=4096 count=16 2>/dev/null &&
        note "begun $(boot)" &&
        note "$(request apply by)" && note_deadline && return 0
    rm -f "$journal.room"
    say "the journal $journal can't be written; nothing was changed"
    exit 1
}

# The event of a request: who asks stands in a file beside the journal, or it is who runs this.
request() {
    who=$(cat "${journal%/*}/$2" 2>/dev/null)
    echo "asked $1 $(date +%s) ${who:-$(id -un)}"
}

note_deadline() {
    [ "$patience" = 0 ] || note "armed $(($(date +%s) + patience))"
}

boot() { cat /proc/sys/kernel/random/boot_id 2>/dev/null; }

# Where the journal ends: $phase is cut-off, waiting, or how it ended; $until is when the confirmation is due.
find_phase() {
    phase=cut-off
    until=0
    begun=
    while read -r event word rest; do
        if [ "${rest##* }" = cut-off ] || [ "$word" = cut-off ]; then continue; fi
        case $event in
            begun) begun=$word ;;
            armed) until=$word ;;
            undone | not-undone | restored | not-restored | expired) phase=cut-off ;;
            confirmed) until=0 ;;
            ended) phase=$word ;;
        esac
    done <"$journal"
    if [ "$phase" = applied ] && [ "$until" != 0 ]; then phase=waiting; fi
}

# The last step that was started and not undone, and whether files changed.
last_step() {
    last=0
    changed=no
    while read -r event number rest; do
        if [ "${rest##* }" = cut-off ] || [ "$number" = cut-off ]; then continue; fi
        case $event in
            started) last=$number ;;
            undone) last=$((number - 1)) ;;
            persisting) changed=yes ;;
            not-persisted | restored) changed=no ;;
        esac
    done <"$journal"
}

# --- locks: files that hold the process id of their owner, as s390-tools keeps them ------------------------------

locks='/run/lock/zmdev.lock /run/lock/s390apconfig.lock'

lock() {
    mkdir -p "$root${1%/*}" && printf '%s\n' $$ >"$root$1.$$" || return 1
    tries=100
    until ln "$root$1.$$" "$root$1" 2>/dev/null; do
        if owner=$(cat "$root$1" 2>/dev/null) && ! alive "$owner"; then
            # of two that find it abandoned, one takes it away; a new owner's is put back
            mv -f "$root$1" "$root$1.$$.old" 2>/dev/null &&
                [ "$(cat "$root$1.$$.old")" != "$owner" ] && ln "$root$1.$$.old" "$root$1" 2>/dev/null
            rm -f "$root$1.$$.old"
        fi
        tries=$((tries - 1))
        if [ "$tries" = 0 ]; then
            rm -f "$root$1.$$"
            say "$1 is held by process $owner; try again later"
            return 1
        fi
        sleep 0.1 2>/dev/null || sleep 1
    done
    rm -f "$root$1.$$"
}

lock_all() {
    for file in $locks; do
        lock "$file" || { unlock_all; exit 6; }
    done
}

unlock_all() {
    for file in $locks; do
        [ "$(cat "$root$file" 2>/dev/null)" = $$ ] && rm -f "$root$file"
    done
    return 0
}

# --- the transaction --------------------------------------------------------------------------------------------

check() {
    if [ "$((count + files))" -gt 0 ] && after_all && each_file new; then
        say "$plan: made already"
        return 0
    fi
    if ! fingerprint || ! each_file old; then
        say "$plan: the machine changed since the plan was made; plan again: $differs"
        return 4
    fi
    [ "$((count + files))" = 0 ] && return 0
    return 2
}

make_all() {
    step=0
    while [ "$step" -lt "$count" ]; do
        alive $$ || exit 1 # without its guard nobody would undo it
        step=$((step + 1))
        if ! "before_$step"; then
            conclude "differed $step $differs"
            return 1
        fi
        note "started $step" || return 1
        if ! "make_$step"; then
            conclude "refused $step $operation $refusal"
            return 1
        fi
        if ! settle "after_$step"; then
            conclude "differed $step $differs"
            return 1
        fi
        append "done $step" || return 1
    done
    [ "$patience" != 0 ] || persist || return 1
    note "ended applied"
}

# The old state is what the plan was computed from.
old() { [ "$observed" -gt 0 ] && fingerprint; }

# Files and steps in reverse. After a restart no step is left, and what the machine is since then is not this plan's to change.
undo_all() {
    lost=0
    last_step
    if [ "$changed" = yes ]; then
        if restore_files; then
            conclude restored
        else
            conclude "not-restored $differs"
        fi
    fi
    if { restarted || undo_steps; } && [ "$lost" = 0 ]; then
        conclude "ended rolled-back"
        return 0
    fi
    say "$plan: not everything was undone: $differs"
    conclude "ended rollback-failed"
    return 1
}

# One that changed nothing is left alone.
undo_steps() {
    left=0
    while [ "$last" -gt 0 ]; do
        old && break
        if ! "before_$last"; then
            "undo_$last"
            if settle "before_$last"; then
                conclude "undone $last"
            else
                left=$((left + 1))
                conclude "not-undone $last $differs"
            fi
        fi
        last=$((last - 1))
    done
    if [ "$observed" -gt 0 ]; then settle old; else [ "$left" = 0 ]; fi
}

apply() {
    status=0
    check || status=$?
    [ "$status" = 2 ] || return "$status"
    if ! record_keys; then
        say "$differs; nothing was changed"
        return 1
    fi
    open_journal
    if make_all; then
        [ "$patience" != 0 ] || rm -f "$journal.room"
        return 0
    fi
    say "$plan: step $step of $count failed"
    undo_all && return 5
    return 1
}

# Seconds since the machine was started.
uptime() {
    read -r now _ </proc/uptime
    now=${now%%.*}
}

give_up() {
    undo_all && return 5
    return 1
}

# The maker is a process of its own, which ends by itself when its guard is gone, and by force when somebody undoes.
make_guarded() {
    if sh -c 'echo "$PPID"' >"$journal.maker" && [ -s "$journal.maker" ]; then
        apply
        return
    fi
    say "$journal.maker can't be written; nothing was changed"
    return 1
}

# A process and all that it started; each is stopped before it is looked at, so that it starts nothing more.
stop_tree() {
    kill -STOP "$1" 2>/dev/null || return 0
    tree="$tree $1"
    children=$(cat "/proc/$1/task/$1/children" 2>/dev/null)
    for child in $children; do
        stop_tree "$child"
    done
}

end_tree() {
    tree=
    stop_tree "$1"
    for process in $tree; do
        kill -9 "$process" 2>/dev/null
    done
    tries=100
    for process in $tree; do
        while alive "$process"; do
            tries=$((tries - 1))
            if [ "$tries" -lt 0 ]; then
                say "process $process is still in a write; not undone before it ends"
                return 1
            fi
            sleep 0.1 2>/dev/null || sleep 1
        done
    done
}

# Whether the process whose id a file holds is one of a transaction: the id may be another's since.
at_work() {
    [ -s "$1" ] && read -r worker <"$1" && alive "$worker" || return 1
    case $({ tr '\000' ' ' <"/proc/$worker/cmdline"; } 2>/dev/null) in
        *' --guard '* | *' --watch '*) return 0 ;;
        *) return 1 ;;
    esac
}

# A maker whose guard was killed.
end_maker() {
    at_work "$journal.maker" || return 0
    end_tree "$worker"
}

guard() {
    patience=$1
    uptime
    deadline=$((now + patience))
    lock_all
    trap unlock_all EXIT
    if ! mkdir -p "${journal%/*}" || ! echo $$ >"$journal.guard"; then
        say "$journal.guard can't be written; nothing was changed"
        return 1
    fi
    make_guarded &
    maker=$!
    while [ "$patience" != 0 ] && [ "$now" -lt "$deadline" ] && kill -0 "$maker" 2>/dev/null; do
        rest
        uptime
    done
    if [ "$patience" != 0 ] && kill -0 "$maker" 2>/dev/null; then
        say "$plan: not made in $patience seconds"
        end_tree "$maker" || return 1
        give_up
        return
    fi
    status=0
    wait "$maker" || status=$?
    case $status in
        0) ;;
        1 | 4 | 5) return "$status" ;;
        *)
            say "$plan: ended with status $status"
            give_up
            return
            ;;
    esac
    if [ "$patience" = 0 ] || ! [ -s "$journal" ]; then return 0; fi
    await_confirmation
}

await_confirmation() {
    until [ -e "${journal%/*}/confirm" ] && stay; do
        if [ -e "${journal%/*}/rollback" ] || [ "$now" -ge "$deadline" ]; then
            if [ -e "${journal%/*}/rollback" ]; then
                conclude "$(request rollback rollback)"
            else
                conclude "expired"
            fi
            give_up
            return
        fi
        rest
        uptime
    done
}

# What was confirmed stays, the files with it. When they can't be changed, it goes on waiting.
stay() {
    differs="the journal $journal can't be written"
    if ! note "$(request confirm confirm)"; then
        conclude "not-persisted $differs"
    elif persist; then
        rm -f "$journal.room"
        note confirmed && return 0
        differs="the journal $journal can't be written"
        give_files_back
    fi
    rm -f "${journal%/*}/confirm"
    return 1
}

# Whether it came to no end.
endless() {
    [ -s "$journal" ] || return 1
    find_phase
    case $phase in
        cut-off | waiting) return 0 ;;
        *) return 1 ;;
    esac
}

unfinished() { endless && [ "$begun" = "$(boot)" ]; }

restarted() { endless && [ "$begun" != "$(boot)" ]; }

# After a restart nobody waits for a confirmation any more: files that were being changed are brought back.
restore() {
    { ! at_work "$journal.guard" && restarted; } || return 2
    last_step
    [ "$changed" = yes ] || return 2
    lock_all
    trap unlock_all EXIT
    if restore_files; then
        conclude restored
        return 0
    fi
    conclude "not-restored $differs"
    say "$plan: $differs"
    return 1
}

state() {
    if at_work "$journal.guard"; then
        echo guarded
    elif unfinished; then
        echo unguarded
    elif restarted; then
        echo restarted
    else
        echo ended
    fi
}

watch() {
    tries=50
    until [ -s "$journal.guard" ] || [ "$tries" = 0 ]; do
        tries=$((tries - 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
    while at_work "$journal.guard"; do
        sleep 1
    done
    unfinished || return 0
    lock_all
    trap unlock_all EXIT
    end_maker || return 1
    unfinished || return 0
    echo $$ >"$journal.guard"
    if [ "$phase" = cut-off ]; then
        give_up
        return
    fi
    last_step
    if [ "$changed" = yes ]; then
        differs='who changed them was killed'
        give_files_back
    fi
    uptime
    deadline=$((now + until - $(date +%s)))
    await_confirmation
}

case ${1:-} in
    '' | --disturb)
        if [ -n "$losses" ] && [ "${1:-}" != --disturb ]; then
            say "$plan: this would be lost for good; prevent it, or give --disturb:$nl$losses"
            exit 3
        fi
        lock_all
        trap unlock_all EXIT
        apply
        ;;
    --check) check ;;
    --undo)
        if ! [ -s "$journal" ]; then
            say "$journal is missing: nothing was made from here"
            exit 1
        fi
        lock_all
        trap unlock_all EXIT
        end_maker && conclude "asked rollback $(date +%s) ${2:-$(id -un)}" && undo_all
        ;;
    --guard) guard "${2:-0}" ;;
    --watch) watch ;;
    --state) state ;;
    --restore) restore ;;
    *)
        say "usage: sh SCRIPT [--disturb | --check | --undo [WHO] | --guard SECONDS | --watch | --state | --restore]"
        exit 64
        ;;
esac
