#!/bin/sh
# Logs that are read while the editor is used: slow writers, stopping, following, reading again.
# Uses top_srcdir and builddir.
set -u
tests=14
name=live
. "${top_srcdir:-.}/tests/terminal/harness"

sample=$(cd "${top_srcdir:-.}" && pwd)/tests/screens/sample.strace
cases=$(cd "${top_srcdir:-.}" && pwd)/tests/cases/logs
calls=132 # in the sample
cd "$folder" || exit 99
mkfifo fifo

terminal new-session -d -x 100 -y 30 cat || skip "tmux does not start"
# run COMMAND: starts it in the place of what runs there.
run() {
	terminal respawn-pane -k "export LANG=C.UTF-8; $*; cat"
}
# editor ARGUMENT...: starts the editor.
editor() {
	run "'$program' $*; echo ended \$?"
}
gone() {
	! shows "$1"
}
# A line that no call is before: the trace is one of a program, and no call is held back.
begin='1 execve("./a", ["./a"], 0x7ffd /* 1 var */) = 0'

editor fifo
wait_until shows 'reading 0 B'
result $? "opens before anybody writes"
exec 9>fifo
head -n 40 "$sample" >&9
wait_until shows '40 calls' && shows 'reading '
result $? "shows what is there"
keys 'openat:' / o p e n a t Enter && keys 'allowed openat' Space &&
	keys 'calls 1-' l && keys 'Space Rule' Escape
result $? "can be used while it reads"
tail -n +41 "$sample" >&9
wait_until shows "$calls calls" && wait_until shows 'openat:'
result $? "stays on its syscall"
exec 9>&-
wait_until gone 'reading ' && keys 'undone: allowed openat' u && shows 'not saved yet'
result $? "undo leads back to what a whole log begins with"

editor fifo
exec 9>fifo
head -n 40 "$sample" >&9
wait_until shows '40 calls' && keys 'So far: 40 calls' Escape && gone 'reading '
result $? "Esc stops reading"
tail -n +41 "$sample" >&9
exec 9>&-
keys "All is read: $calls calls" r
result $? "r reads what was left"

# The end is what a start with the whole log gives: the same entry, whatever was asked for.
same=0
for arguments in "" "--no-default-profile" "--suggest" "--with launch,exit --drop personality" \
	"-m '$cases/manifest.yaml'"; do
	eval "'$program' -q -p $arguments '$sample' >expected.yaml 2>/dev/null"
	rm -f saved.yaml
	editor "-o saved.yaml -e $arguments fifo"
	exec 9>fifo
	head -n 50 "$sample" >&9
	wait_until shows '50 calls'
	tail -n +51 "$sample" >&9
	exec 9>&-
	wait_until shows "All is read: $calls calls" && keys 'Enter Save' w && keys Saved Enter &&
		cmp -s expected.yaml saved.yaml || same=1
	[ "$same" -eq 0 ] || break
done
result $same "ends with the entry of a start with the whole log"

echo "$begin" >log
editor -F log
wait_until shows 'following ' && echo '1 mseal(0x1000, 4096, 0) = 0' >>log &&
	wait_until shows '[x]+mseal' && wait_until shows '[x] mseal'
result $? "-F follows a log, and marks what is new"
mv log old && echo "$begin" >log && echo '1 getpid() = 1' >>log && wait_until shows '4 calls' &&
	echo "$begin" >log && wait_until shows '5 calls' && shows 'following '
result $? "-F follows a log that is rotated, and one that is truncated"
keys 'followed no longer: 5 calls' Escape && keys 'All is read: 1 call of 1 syscall' r &&
	shows 'following '
result $? "Esc stops following; r reads what the log holds now"

cp "$sample" more
cp "$sample" log
editor log
wait_until shows "$calls calls" && keys 'Read the log:' o && keys 'Not read: ' n o n e Enter && keys 'Read the log: none' o &&
	keys 'Read it too' C-u m o r e Enter && shows 'log, more' && shows "$((2 * calls)) calls" &&
	: >empty && keys 'Read the log:' o && keys 'no system call' e m p t y Enter &&
	gone 'more, empty'
result $? "o reads one log more"

run "'$program' -p fifo >entry.yaml; echo ended \$?; '$program' -F -p log >entry.yaml; echo ended too"
exec 9>fifo
wait_until shows 'reading 0 B' && cat "$sample" >&9 && wait_until shows 'reading 10.2 kB'
shown=$?
exec 9>&-
[ "$shown" -eq 0 ] && wait_until shows 'ended 0' && gone 'reading 1'
result $? "without an editor a line says how far it is"
wait_until shows 'reading ' && echo '1 mseal(0x1000, 4096, 0) = 0' >>log && keys 'ended too' C-c &&
	grep -q mseal entry.yaml
result $? "Ctrl-C ends following, and the result is written"
