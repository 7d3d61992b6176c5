#!/bin/sh
# The mouse in a real terminal: what it sends becomes clicks, double clicks and turns of the wheel.
# Uses top_srcdir and builddir.
set -u
tests=7
name=mouse
. "${top_srcdir:-.}/tests/terminal/harness"

# mouse TEXT BYTES: the terminal sends the bytes; then waits for the text.
mouse() {
	terminal send-keys -l "$(printf "$2")"
	wait_until shows "$1"
}
# Each session has a folder of its own: what is not saved when it is ended would be offered to the
# next one there.
mkdir "$folder/first" "$folder/second"
editor="LC_ALL=C.UTF-8 '$program' '$(cd "${top_srcdir:-.}" && pwd)/tests/screens/sample.strace'"
terminal new-session -d -x 120 -y 40 "cd '$folder/first' && env TERM=xterm-256color $editor"
wait_until shows 'Space Rule' && [ "$(terminal display-message -p '#{mouse_any_flag}')" = 1 ] &&
	mouse 'Sorted by calls, most first' '\033[<0;26;3M\033[<0;26;3m' &&
	mouse 'Sorted by calls, fewest first' '\033[<0;26;3M\033[<0;26;3m' &&
	mouse 'Sorted by calls, most first' '\033[<0;26;3M\033[<0;26;3m'
result $? "sorts by the column that is clicked"
mouse 'brk: Allowed without a rule.' '\033[<0;10;5M\033[<0;10;5m' &&
	mouse 'allowed mprotect' '\033[<0;2;6M' && mouse '[x] mprotect' '\033[<0;2;6m' &&
	mouse 'allowed newfstatat' '\033[<0;2;7M\033[<0;2;7m'
result $? "chooses a row, switches a mark"
mouse 'allowed close' '\033[<0;2;8M' && mouse 'dropped close' '\033[<0;2;8m\033[<0;2;8M'
result $? "takes two presses one after the other for a double click"
# All at once, as over a slow line: so the time between does not matter here.
mouse 'Leave' '\033[<0;2;8m\033[<0;10;7M\033[<0;10;7m\033[<0;10;7M' &&
	mouse 'Bits that may be set' '\033[<0;10;7m&'
result $? "opens the arguments with a double click"
terminal send-keys Escape Escape
# One after the other, each heeded alone. A busy machine may take longer than a double click lasts:
# then it is tried again, a while after the last press, so that it is no part of the next one.
doubles() {
	terminal send-keys -l "$(printf '\033[<0;10;5M\033[<0;10;5m')"
	wait_until shows 'brk: '
	terminal send-keys -l "$(printf '\033[<0;10;5M\033[<0;10;5m')"
	looks=0
	until shows 'Space Tick'; do
		looks=$((looks + 1))
		[ "$looks" -lt 20 ] || return 1
		sleep 0.05
	done
}
doubles_soon() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		doubles && return 0
	done
	return 1
}
wait_until shows 'Space Rule' && mouse 'close: ' '\033[<0;10;8M\033[<0;10;8m' && doubles_soon &&
	keys 'Space Rule' Escape
result $? "opens the arguments with two clicks one after the other"
wait_until shows 'Space Rule' && mouse '[=] rt_sigreturn' '\033[<65;10;8M\033[<65;10;8M'
result $? "takes the turns of the wheel"
terminal respawn-window -k "cd '$folder/second' && env TERM=screen $editor"
wait_until shows 'Space Rule' && mouse 'Sorted by calls, most first' '\033[M :#\033[M#:#'
result $? "knows the older way of telling"
