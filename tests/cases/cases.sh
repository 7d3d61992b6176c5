#!/bin/sh
# Golden cases: NAME.case is a shell script, NAME.out what it prints on standard output and standard
# error and how it ends. Each runs in an empty folder of its own where `logs` are the cases' logs and
# `northstar-seccomp` is the program that was built. UPDATE=1 writes the .out files anew; then look
# at `git diff`.
set -u
here=$top_srcdir/tests/cases
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
PATH=$builddir:$PATH
export PATH
number=0

# Runs one case and prints all that it says.
run_case()
{
	mkdir "$work/$2" && cd "$work/$2" && ln -s "$here/logs" logs || exit 99
	sh "$1" >"$work/stdout" 2>"$work/stderr" </dev/null
	status=$?
	cat "$work/stdout"
	if [ -s "$work/stderr" ]; then
		echo '--- standard error'
		cat "$work/stderr"
	fi
	echo "--- status $status"
}

set -- "$here"/*.case
echo "1..$#"
for case; do
	name=$(basename "$case" .case)
	number=$((number + 1))
	run_case "$case" "$name" >"$work/$name.out"
	if [ "${UPDATE-}" ]; then
		cp "$work/$name.out" "$here/$name.out"
	fi
	if diff -u "$here/$name.out" "$work/$name.out" >"$work/diff"; then
		echo "ok $number - $name"
	else
		echo "not ok $number - $name"
		sed 's/^/# /' "$work/diff"
	fi
done
