#!/bin/sh
# What is not saved when a signal, a lost terminal or a fault ends the program: left in a file, and
# offered by the next start.
# Uses top_srcdir and builddir.
set -u
tests=14
name=recovery
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
cd "$folder" || exit 99
# The program's process id is known, and what it says is kept on the screen.
cat >run <<END
ulimit -c 0
sh -c 'echo \$\$ >pid; exec "\$0" -e -o out.yaml sample.strace' '$program'
echo "status \$?"
cat
END
start() {
	rm -f pid
	terminal respawn-window -k "cd '$folder'; env LANG=C.UTF-8 sh run"
	wait_until shows "$1"
}
# The same with keys that are typed before the program is there.
start_late() {
	rm -f go
	terminal respawn-window -k "cd '$folder'; until [ -e go ]; do sleep 0.05; done; env LANG=C.UTF-8 sh run"
	keys "$1" "$1" && touch go
	wait_until shows "$2"
}
is_left() {
	grep -q '^    allow\|^  allow' out.yaml.recover 2>/dev/null && ! grep -q profile out.yaml.recover
}
is_gone() {
	[ ! -e "$1" ]
}
is_over() {
	! kill -0 "$pid" 2>/dev/null
}

terminal new-session -d -x 100 -y 30 cat
start 'Space Rule' && keys 'profile off' p && kill -TERM "$(cat pid)" &&
	wait_until shows 'what was not saved is in out.yaml.recover' && shows 'status 143' && is_left
result $? "SIGTERM leaves what is not saved"
start 'Not saved when the program was ended' && shows 'the profile switched off' &&
	shows 't Take over' && keys 'Kept for later' k && shows 'profile on' && is_left &&
	keys 'Discard' q && keys 'status 0' d && is_left
result $? "the next start offers it, and keeps it for later"
start 'Take over' && keys 'profile off' t && keys 'profile on' u && keys 'profile off' C-r &&
	keys 'save as a new file' w && keys 'Saved out.yaml' Enter && is_gone out.yaml.recover &&
	keys 'status 0' q && ! grep -q profile out.yaml
result $? "it is taken over, and gone when it is saved"

rm out.yaml
start 'Space Rule' && keys 'profile off' p && kill -SEGV "$(cat pid)" &&
	wait_until shows 'what was not saved is in out.yaml.recover' && is_left
result $? "a fault leaves what is not saved"
start 'Take over' && keys 'Deleted out.yaml.recover' D && is_gone out.yaml.recover &&
	keys 'Discard' q && keys 'status 0' d
result $? "it is deleted when that is asked for"

start 'Space Rule' && keys 'profile off' p && kill -HUP "$(cat pid)" &&
	wait_until shows 'out.yaml.recover' && start 'Take over' && keys 'profile off' t &&
	keys 'Discard' q && keys 'status 0' d && is_gone out.yaml.recover
result $? "it is gone when it was taken over and discarded"

start 'Space Rule' && keys 'profile off' p && kill -HUP "$(cat pid)" &&
	wait_until shows 'out.yaml.recover' && start 'Take over' && keys 'profile off' t &&
	keys 'profile on' u && keys 'allowed execve' Space && keys 'save as a new file' w &&
	keys 'Saved out.yaml' Enter && keys 'status 0' q && is_left && rm out.yaml &&
	start 'Take over' && keys 'Deleted out.yaml.recover' D && keys 'Discard' q && keys 'status 0' d
result $? "it stays when taking it over was undone"

# What comes after keys that were typed ahead counts after a pause only.
start 'Space Rule' && keys 'profile off' p && kill -HUP "$(cat pid)" &&
	wait_until shows 'out.yaml.recover' && start_late DtD 'Take over' && is_left &&
	shows 'profile on' && sleep 0.5 && keys 'Deleted out.yaml.recover' D
result $? "what was typed before it was offered does not answer"
keys 'profile off' p && terminal send-keys -l qd && wait_until shows 'd Discard' && sleep 0.5 &&
	keys 'Space Rule' b && terminal send-keys -l 'wy' && wait_until shows 'save as a new file' &&
	is_gone out.yaml && sleep 0.5 && keys 'Not saved' b && keys 'Discard' q && keys 'status 0' d
result $? "nor does it answer whether to discard or to write"

# The log is a pipe that somebody writes for as long as 9 is open.
mkfifo fifo
sed 's/sample.strace/fifo/' run >run_fifo
start 'Space Rule' && keys 'profile off' p && keys '[ ] personality' / personality Enter Space &&
	kill -HUP "$(cat pid)" && wait_until shows 'out.yaml.recover' &&
	terminal respawn-window -k "cd '$folder'; env LANG=C.UTF-8 sh run_fifo" && exec 9>fifo &&
	head -n 20 sample.strace >&9 && wait_until shows 'Take over' &&
	shows 'read of the log so far' && keys 'reading on adds nothing' t && shows 'profile off' &&
	tail -n +21 sample.strace >&9 && wait_until shows ' 132 calls' && exec 9>&- &&
	wait_until shows '[ ] personality' && keys '1 rule dropped' q && keys 'status 0' d && is_gone out.yaml.recover
result $? "it is offered while the log is still read"
exec 9>&-

start 'Space Rule' && kill -TERM "$(cat pid)" && wait_until shows 'status 143' &&
	is_gone out.yaml.recover
result $? "nothing is left when nothing was changed"

start 'Space Rule' && keys 'profile off' p && terminal kill-server && wait_until is_left
result $? "a lost terminal leaves what is not saved"

# In a prompt, and in a dialog.
for where in 'f Show only: e' 'q Discard'; do
	pid=$(cat pid)
	wait_until is_over && rm -f out.yaml.recover
	terminal new-session -d -x 100 -y 30 cat
	start 'Space Rule' && keys 'profile off' p && keys "${where#* }" "${where%% *}" \
		$(case $where in f*) echo e ;; esac) && pid=$(cat pid) && terminal kill-server &&
		wait_until is_left && wait_until is_over
	result $? "a lost terminal leaves it at '${where#* }', and ends the program"
done
