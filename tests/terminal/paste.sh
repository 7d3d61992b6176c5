#!/bin/sh
# What is pasted, or typed ahead, does nothing that was not meant. Uses top_srcdir and builddir.
set -u
tests=7
name=paste
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
# shell COMMAND TEXT: gives a command to the shell, then waits for the text.
shell() {
	terminal send-keys -l "$1"
	terminal send-keys Enter
	wait_until shows "$2"
}
# paste TEXT: in brackets, if the terminal was asked for them
paste() {
	terminal set-buffer "$1"
	terminal paste-buffer -p
}

is_silent() {
	! shows 'What was pasted is dropped'
}

terminal new-session -d -x 100 -y 30 "cd '$folder' && PS1='shell> ' LC_ALL=C.UTF-8 exec sh -i" ||
	skip "tmux does not start"
wait_until shows 'shell>'

shell "clear; TERM=xterm-256color '$program' sample.strace" 'Space Rule' &&
	keys 'allowed execve' Space && paste 'qd' && wait_until shows 'What was pasted is dropped' &&
	shows 'modified'
result $? "a paste into the list does nothing"

keys 'Not saved: ' q && paste 'd' && keys 'Space Rule' b && shows 'modified'
result $? "nor into a dialog"

keys 'Allow the syscall:' i && paste 'getuid
qd' && wait_until shows 'Allow the syscall: getuid' && keys 'allowed getuid' Enter
result $? "a prompt takes the first line"

# After Ctrl-Z it is asked for again.
keys 'shell>' C-z && shell 'jobs -p >pid; clear; fg' 'Space Rule' && paste 'qd' &&
	wait_until shows 'What was pasted is dropped'
result $? "so it is after it was stopped"

# A signal from outside stops it as well. The shell, which has not asked, gets no brackets then.
terminal send-keys Down && wait_until is_silent && kill -TSTP "$(cat "$folder/pid")" &&
	wait_until shows 'shell>' && paste 'plainly' && wait_until shows 'plainly' &&
	! shows '200~' && terminal send-keys C-u && shell 'clear; fg' 'Space Rule' &&
	paste 'qd' && wait_until shows 'What was pasted is dropped'
result $? "so it is after a signal from outside stopped it"

# Nor does it get any once the program is left.
keys 'Not saved: ' q && keys 'shell>' d && shell "clear; echo rea''dy; cat -v" 'ready' &&
	paste 'plainly' && wait_until shows 'plainly' && ! shows '200~' && keys 'shell>' C-c
result $? "the terminal is left without brackets"

# No brackets: what is typed ahead, however long it is, does not answer.
typed=$(awk 'BEGIN { printf "q"; for (i = 0; i < 9000; i++) printf "x"; printf "d" }')
shell "clear; TERM=screen '$program' sample.strace" 'Space Rule' && keys 'allowed execve' Space &&
	terminal send-keys -l "$typed" && wait_until shows 'Not saved: ' && sleep 1 &&
	keys 'Space Rule' b && shows 'modified' && keys 'Not saved: ' q && keys 'shell>' d
result $? "what is typed ahead of a dialog does not answer it"
