#!/bin/sh
# In each view, prompt and dialog: stopping and going on, and a storm of window sizes, lead back to the
# same screen, where keys are heeded. Uses top_srcdir and builddir.
set -u
tests=40
name=views
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
columns=80 rows=24
capture() {
	terminal capture-pane -p >"$folder/$1"
}
# What is to be the same later: the screen once it rests.
settle() {
	capture before
	until sleep 0.1 && is_as_before; do
		mv "$folder/now" "$folder/before"
	done
}
is_as_before() {
	capture now && cmp -s "$folder/before" "$folder/now"
}
comes_back() {
	wait_until is_as_before || {
		diff "$folder/before" "$folder/now" | sed 's/^/# /'
		return 1
	}
}
stops_and_goes_on() {
	terminal send-keys C-z && wait_until shows 'shell>' && terminal send-keys fg Enter &&
		comes_back
}
# Many sizes one after the other, some too small for a view, then the first one again. The program may
# come to see any of them.
storm() {
	for size in 60x15 59x14 200x50 1x1 100x29 2x40 120x40 10x3 60x40 ${columns}x$rows; do
		terminal resize-window -x "${size%x*}" -y "${size#*x}"
	done
}
# view NAME TEXT KEY...: the keys lead to the view, whose last line has the text. (An Esc that other keys
# follow at once would be Alt with them: it is pressed alone.)
view() {
	view=$1
	shift
	keys "$@" && settle
	stops_and_goes_on && [ "$lost" = no ]
	result $? "$view: stops and goes on"
	storm && comes_back && storm && storm && comes_back
	result $? "$view: follows a storm of sizes"
}
# back TEXT...: Esc for each of them leads to a screen that has it; if not, no view after it is right.
lost=no
lacks() {
	! shows "$1"
}
back() {
	for text in "$@"; do
		keys "$text" Escape || lost=yes
	done
}

terminal new-session -d -x $columns -y $rows "cd '$folder' && PS1='shell> ' TERM=screen LC_ALL=C.UTF-8 exec sh -i" ||
	skip "tmux does not start"
terminal set-option -g status off
wait_until shows 'shell>'
terminal send-keys -l "clear; '$program' sample.strace"
view list 'Space Rule' Enter
keys 'openat:' / o p e n a t Enter
view details 'details (' Tab
view entry 'entry (Esc' Tab
back 'Space Rule'
wait_until lacks 'entry (Esc'
view calls 'Enter Line' l
view line 'sample.strace:' Enter
view help 'Keys at a whole line' F1
back sample.strace: 'Enter Line' 'openat:'
view arguments 'Space Tick' Enter
keys '> 2 flags' Right Right
view bits 'bits of flags' b
view mask 'flags: O_RD' '&' O _ R D
back 'Esc Leave' 'register'
view value 'flags: 1,2' = 1 , 2
back 'Space Tick' 'Space Rule'
view findings 'Enter Go there' !
back 'Space Rule'
view target 'n None' c
back 'Space Rule'
view filter 'Show only: killed' f k i l l e d
back 'Space Rule'
view log 'Read the log: b.str' o b . s t r
back 'Space Rule'
view search 'Search: wri' / w r i
back 'Space Rule'
view add 'set_robust_list' i s e t Tab
back 'Space Rule'
view name 'Save as: a.yaml' W a . y a m l
view saving 'b Back' Enter
keys 'Space Rule' b && keys 'allowed openat' Space
view quitting 'd Discard' q
# What is not saved when the program is ended is offered to the next one.
keys 'shell>' d
terminal send-keys -l "clear; sh -c 'echo \$\$ >pid; exec \"\$0\" sample.strace' '$program'"
keys 'Space Rule' Enter && keys 'allowed execve' Space && kill -TERM "$(cat "$folder/pid")" &&
	wait_until shows 'what was not saved' || lost=yes
terminal send-keys -l "clear; '$program' sample.strace"
view recovered 't Take over' Enter
