#!/bin/sh
# What --suggest writes kills no call of the log it is drawn from, but those that the entry kills anyway
# (of 32-bit programs, unknown numbers). The logs here, and the real ones where the reference is.
set -u
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
program=$builddir/northstar-seccomp
set -- "$top_srcdir"/tests/cases/logs/*.strace "$top_srcdir"/data/examples/*.strace
for log in "$top_srcdir"/../shared/traces/strace/*_f.log \
	"$top_srcdir"/../shared/traces/launch/*.strace; do
	[ -r "$log" ] && set -- "$@" "$log"
done
echo "1..$(($# + 1))"

# Usage: killed LOG OPTION...: what of the log the entry kills that is printed with the options.
killed() {
	killed_log=$1
	shift
	"$program" -q -o "$work/entry.yaml" "$@" "$killed_log" 2>/dev/null &&
		"$program" -c -v -q -m "$work/entry.yaml" "$killed_log" 2>/dev/null
	echo "status $?"
}

number=0
restricted=0
for log; do
	number=$((number + 1))
	verdict=ok
	for profile in -q --no-default-profile; do
		killed "$log" $profile >"$work/before"
		killed "$log" $profile --suggest >"$work/after"
		restricted=$((restricted + $(grep -c args "$work/entry.yaml")))
		cmp -s "$work/before" "$work/after" && continue
		verdict='not ok'
		diff "$work/before" "$work/after" | head -n 5 | sed 's/^/# /'
	done
	echo "$verdict $number - $(basename "$log")"
done

verdict='not ok'
[ $restricted -gt $number ] && verdict=ok
echo "$verdict $((number + 1)) - $restricted rules are restricted"
