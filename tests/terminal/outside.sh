#!/bin/sh
# What comes from outside: pastes, nothing at all, a terminal that is gone.
# Uses top_srcdir and builddir.
set -u
tests=4
name=outside
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
editor="cd '$folder' && exec env TERM=screen LANG=C.UTF-8 sh -c 'echo \$\$ >pid; exec \"\$0\" sample.strace' '$program'"
# What the program has used of the processor, in hundredths of a second.
used() {
	awk '{ print $14 + $15 }' "/proc/$1/stat"
}
# Whether it uses nothing for a while: one that turns in circles never does.
is_idle() {
	before=$(used "$1")
	sleep 0.3
	[ "$(used "$1")" = "$before" ]
}
lacks() {
	! shows "$1"
}
is_gone() {
	! kill -0 "$1" 2>/dev/null
}

terminal new-session -d -x 120 -y 40 "$editor" || skip "tmux does not start"
wait_until shows 'Space Rule'

# More than a prompt takes (4096 bytes), in one go; then the prompt still works.
awk 'BEGIN { for (i = 0; i < 9000; i++) printf "a" }' >"$folder/long"
terminal load-buffer "$folder/long"
keys 'Save as' W && terminal paste-buffer && wait_until shows 'aaaaaaaa' &&
	terminal send-keys C-u && wait_until lacks 'aaaaaaaa' && keys 'Space Rule' Escape
result $? "a long paste fills the prompt, and no more"

# Brackets around the paste (as terminals send them when asked) are no keys.
keys 'Save as' W && terminal send-keys C-u &&
	terminal send-keys -H 1b 5b 32 30 30 7e 78 79 7a 7a 79 1b 5b 32 30 31 7e &&
	wait_until shows 'xyzzy' && keys 'Space Rule' Escape
result $? "a bracketed paste is only its text"

pid=$(cat "$folder/pid")
wait_until is_idle "$pid" && before=$(used "$pid") && sleep 1 &&
	[ $(($(used "$pid") - before)) -le 10 ]
result $? "uses no time while nothing happens"

# Without the terminal's end there is nobody to tell; it must not wait, nor turn in circles.
terminal kill-server
wait_until is_gone "$pid"
result $? "ends when the terminal is gone"
