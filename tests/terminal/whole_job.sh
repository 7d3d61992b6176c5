#!/bin/sh
# The program in a real terminal (tmux), with real keys: the whole job, and how the terminal is left.
# Uses top_srcdir and builddir.
set -u

tests=19
name=whole-job
. "${top_srcdir:-.}/tests/terminal/harness"

log=sample.strace
cp "${top_srcdir:-.}/tests/screens/$log" "$folder"
mkdir "$folder/home"
# shell COMMAND TEXT: gives a command to the shell, then waits for the text.
shell() {
	terminal send-keys -l "$1"
	terminal send-keys Enter
	wait_until shows "$2"
}
is_left() {
	[ "$(terminal display-message -p '#{alternate_on} #{cursor_flag}')" = "0 1" ]
}
# The shell prints how the terminal is; the same before and after.
modes() {
	rm -f "$folder/$1.done"
	terminal send-keys -l "stty -a >'$folder/$1'; : >'$folder/$1.done'"
	terminal send-keys Enter
	wait_until [ -e "$folder/$1.done" ]
}
is_gone() {
	! kill -0 "$1" 2>/dev/null
}
has_pid() {
	[ -s "$folder/pid" ]
}
# Starts the program so that its process id is known.
start_known() {
	rm -f "$folder/pid"
	shell "clear; sh -c 'echo \$\$ >\"$folder/pid\"; exec \"$program\" \"$log\"'" 'Space Rule' &&
		wait_until has_pid
}

terminal new-session -d -x 80 -y 24 "cd '$folder' && PS1='shell> ' HOME='$folder/home' TERM=screen LC_ALL=C.UTF-8 \
	exec sh -i" || skip "tmux does not start"
terminal set-option -g status off
wait_until shows 'shell>'
modes before

shell "clear; '$program' '$log'" 'Space Rule'
result $? "opens a log"

keys 'write:' / w r i t e Enter && keys 'verdict' Enter && keys 'now: fd is 1' Down Space &&
	keys 'set the rule of write: fd is 1' Enter
result $? "restricts write to standard output"

keys 'without-effect' Down Up
result $? "says that the profile allows it anyway"

keys 'profile off' p
result $? "switches the profile off"

keys '! fd = 1' Home G && keys 'allowed getuid' / g e t u i d Enter Space
result $? "moves and toggles"

keys 'Save as:' w && keys 'save as a new file, entry.yaml' e n t r y . y a m l Enter &&
	keys 'Saved entry.yaml' Enter
result $? "saves by name"

cat >"$folder/expected.yaml" <<'YAML'
seccomp:
  allow:
    personality: any
    write: !args
      index: 0
      values: [1]
    getuid: any
YAML
said=$(diff "$folder/expected.yaml" "$folder/entry.yaml" 2>&1)
result $? "saves what was shown"
[ -z "$said" ] || printf '%s\n' "$said" | sed 's/^/# /'

keys 'shell>' q && wait_until is_left && modes after && cmp -s "$folder/before" "$folder/after"
result $? "leaves the terminal as it was"

shell "clear; '$program' '$log'" 'Space Rule' && keys 'modified' Space &&
	keys 'There is a file of this name' w e n t r y . y a m l Enter && keys 'Not saved' b &&
	keys 'Not saved: 1 rule added' q && keys 'shell>' d
result $? "asks before it replaces a file, and before it loses something"

shell "clear; '$program' '$log'" 'Space Rule' && keys 'shell>' C-z &&
	shell "clear; fg" 'Space Rule' && keys 'allowed execve' Space && keys 'Discard' C-c &&
	keys 'shell>' d && wait_until is_left
result $? "stops and goes on"

shell "clear; '$program' '$log'" 'Space Rule' && terminal resize-window -x 120 -y 40 &&
	wait_until shows 'details' && terminal resize-window -x 50 -y 10 &&
	wait_until shows 'needs a window' && terminal resize-window -x 80 -y 24 &&
	wait_until shows 'Space Rule' && keys 'shell>' q
result $? "follows the window's size"

shell "clear; '$program' '$log'" 'Space Rule' && keys 'write:' / w r i t e Enter &&
	keys 'calls 1-6 of 6' l && shows '  127 17140 write(2, "cat: ", 5)' &&
	keys 'sample.strace:82' Down Enter && keys 'calls 1-6 of 6' Left &&
	keys 'Space Rule' Escape && shows 'write:' && keys 'Space Tick' Enter &&
	keys 'calls 1-4 of 4' l && shows 'write, fd = 2' && keys 'Space Tick' Escape &&
	keys 'Space Rule' Escape && keys 'shell>' q
result $? "shows the calls as they stand in the log"

shell "clear; cat '$log' | '$program'" 'Space Rule' && keys 'write:' / w r i t e Enter &&
	keys 'calls 1-6 of 6' l && shows '  127 17140 write(2, "cat: ", 5)' &&
	keys 'Space Rule' Escape && keys 'shell>' q
result $? "shows the calls of what came through a pipe"

# ESC [ 97 ; 5 u, Alt-e, Alt-q, Ctrl-Up: none is taken for the letters in it.
shell "clear; '$program' '$log'" 'not saved yet' &&
	keys 'This key does nothing' -H 1b 5b 39 37 3b 35 75 && keys 'Search first' n &&
	keys 'Nothing is on the key Alt-e' M-e && keys 'Search first' n &&
	keys 'Nothing is on the key Alt-q' M-q && keys 'Search first' n &&
	keys 'This key does nothing' C-Up && shows 'not saved yet' &&
	keys 'execve:' Escape && keys 'shell>' q
result $? "passes over keys that it does not know"

# What is no letter behind ESC is a key of its own.
shell "clear; '$program' '$log'" 'Space Rule' && keys 'Search:' / &&
	keys 'details (Tab: entry' -H 1b 09 && keys 'Search:' -H 1b 1b 2f && keys 'Space Tick' -H 1b 0d &&
	keys 'Space Rule' Escape && keys 'shell>' q
result $? "takes Esc and what is pressed at once after it for two keys"

shell "clear; '$program' '$log'" 'Space Rule' &&
	keys 'Not saved: no file can be made in its folder' w n o / f o o Enter &&
	keys 'Save as: no/foo' w &&
	keys 'Cancel' C-u && keys 'save as a new file' '~' / s a v e d . y a m l Enter &&
	keys 'Saved /' y && shows 'home/saved.yaml' &&
	[ -s "$folder/home/saved.yaml" ] && keys 'shell>' q
result $? "keeps the name after a save that failed"

start_known && kill -TERM "$(cat "$folder/pid")" && wait_until shows 'shell>' &&
	wait_until is_left && modes after && cmp -s "$folder/before" "$folder/after"
result $? "leaves the terminal as it was on SIGTERM"

shell "clear; '$program' -e '$log' >out.yaml; echo status \$?" 'not accepted yet' &&
	keys 'Accepted' w && keys 'status 0' q && shell 'clear; cat out.yaml' 'personality: any'
result $? "edits on the terminal while standard output is a file"

start_known && terminal kill-server
wait_until is_gone "$(cat "$folder/pid")"
result $? "ends with its terminal"
