#!/bin/sh
# The manual and the README say what the program says: their sections on options and keys are the
# tables of the program. UPDATE=1 writes them anew.
set -u
manual=$top_srcdir/doc/northstar-seccomp.1
readme=$top_srcdir/README.md
program=$builddir/northstar-seccomp
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

# Prints FILE with what stands between two marks replaced by SECTION: replace NAME FILE SECTION
replace()
{
	awk -v name="$1" -v file="$3" '
	index($0, name " end") && /^(\.\\"|<!--) / { inside = 0 }
	!inside { print }
	index($0, name " begin") && /^(\.\\"|<!--) / {
		inside = 1
		while ((getline line < file) > 0)
			print line
	}' "$2"
}

# check NUMBER NAME FILE: the section NAME of FILE is what stands in $work/NAME
check()
{
	replace "$2" "$3" "$work/$2" >"$work/new"
	if [ "${UPDATE-}" ]; then
		cp "$work/new" "$3"
	fi
	if [ -s "$work/$2" ] && diff -u "$3" "$work/new" >"$work/diff"; then
		echo "ok $1 - $(basename "$3") knows the $2"
	else
		echo "not ok $1 - $(basename "$3") knows the $2"
		sed 's/^/# /' "$work/diff"
	fi
}

echo 1..4
"$program" --list-keys | awk -f "$top_srcdir/doc/keys.awk" >"$work/keys"
check 1 keys "$manual"
"$program" --help | awk -f "$top_srcdir/doc/options.awk" >"$work/options"
check 2 options "$manual"
"$program" --help | grep -E '^(  -|      --)' | sed 's/^/    /' >"$work/options"
check 3 options "$readme"
if ! command -v mandoc >/dev/null; then
	echo 'ok 4 - the manual is clean roff # SKIP mandoc is not installed'
elif mandoc -T lint -W warning "$manual" >"$work/lint"; then
	echo 'ok 4 - the manual is clean roff'
else
	echo 'not ok 4 - the manual is clean roff'
	sed 's/^/# /' "$work/lint"
fi
