#!/bin/sh
# In each view, prompt and dialog: stopping and going on leads back to the same screen. Uses top_srcdir and builddir.
set -u
tests=14
name=views
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
columns=100 rows=30
capture() {
	terminal capture-pane -p >"$folder/$1"
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
# view NAME TEXT KEY...: the keys lead to the view, whose last line has the text. (An Esc that other keys
# follow at once would be Alt with them: it is pressed alone.)
view() {
	view=$1
	shift
	keys "$@" && capture before
	stops_and_goes_on
	result $? "$view: stops and goes on"
}
# back TEXT...: Esc for each of them leads to a screen that has it.
back() {
	for text in "$@"; do
		keys "$text" Escape
	done
}

terminal new-session -d -x $columns -y $rows "cd '$folder' && PS1='shell> ' TERM=screen LC_ALL=C.UTF-8 exec sh -i" ||
	skip "tmux does not start"
terminal set-option -g status off
wait_until shows 'shell>'
terminal send-keys -l "clear; '$program' sample.strace"
view list 'f Filter' Enter
keys 'openat:' / o p e n a t Enter
view calls 'Enter Line' l
keys 'sample.strace:' Enter
view help 'Keys at a whole line' F1
back sample.strace: 'Enter Line' 'f Filter'
view arguments '= Value' Enter
keys '> 2 flags' Right Right
view bits 'bits of flags' b
view mask 'flags: O_RD' '&' O _ R D
back 'Esc Leave' 'values of flags'
view value 'flags: 1,2' = 1 , 2
back '= Value' 'f Filter'
view findings 'Enter Go there' !
back 'f Filter'
view target 'n None' c
back 'f Filter'
view search 'Search: wri' / w r i
back 'f Filter'
view add 'set_robust_list' i s e t Tab
back 'f Filter'
view name 'Save as: a.yaml' W a . y a m l
view saving 'b Back' Enter
keys 'f Filter' b && keys 'allowed openat' Space
view quitting 'd Discard' q
