#!/bin/sh
# Each kind of terminal: all of the screen is painted, keys are understood, and where that cannot be,
# a message says what to do. tmux shows all of them; what it does not know of one it passes over.
# Uses top_srcdir and builddir.
set -u
kinds='xterm xterm-256color screen tmux-256color linux vt100 ansi rxvt'
tests=$((5 * 8 + 8))
name=terms
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
cp "${top_srcdir:-.}/tests/screens/list-80x24.screen" "$folder/expected"
# start KIND [VARIABLE=VALUE]...: starts the program on that kind of terminal.
start() {
	kind=$1
	shift
	terminal respawn-window -k \
		"cd '$folder' && exec env TERM=$kind LANG=C.UTF-8 $* '$program' sample.strace" &&
		wait_until shows 'Space Rule'
}
# hexadecimal CAPABILITY: what the terminal's description says a key sends, for send-keys -H.
hexadecimal() {
	tput -T "$kind" "$1" | od -An -v -tx1
}
# Both without blanks at line ends; the screens of the tests have a mark before each line. Where a row
# that is full may run into the next one (ansi), the last column stays empty, and it is seen that the
# text was longer.
as_expected() {
	terminal capture-pane -p | sed 's/ *$//' >"$folder/shown"
	cut=
	[ "$kind" != ansi ] || cut='s/^\(.\{78\}\).[^ ]$/\1…/'
	LC_ALL=C.UTF-8 sed "s/^.//; $cut; s/ *\$//" "$folder/expected" >"$folder/wanted"
	cmp -s "$folder/wanted" "$folder/shown"
}

is_over() {
	[ "$(terminal display-message -p '#{pane_dead}')" = 1 ]
}

terminal new-session -d -x 80 -y 24 cat || skip "tmux does not start"
terminal set-option -g status off
terminal set-option -g remain-on-exit on
for kind in $kinds; do
	if ! tput -T "$kind" cup 0 0 >/dev/null 2>&1; then
		for what in paints arrows names Esc leaves; do
			number=$((number + 1))
			echo "ok $number - $kind: $what # SKIP there is no description of $kind"
		done
		continue
	fi
	start "$kind" && wait_until as_expected
	result $? "$kind: paints all of the screen"
	# shellcheck disable=SC2046
	terminal send-keys -H $(hexadecimal kcud1) $(hexadecimal kcud1) $(hexadecimal kcuu1) &&
		keys '0 brk unsigned' Enter
	result $? "$kind: understands arrows"
	keys 'Keys in the arguments' F1
	result $? "$kind: understands function keys"
	keys '0 brk unsigned' Escape && keys 'Space Rule' Escape && terminal send-keys q &&
		wait_until is_over
	result $? "$kind: understands Esc"
	# What stands there then is the screen from before, or a row for the shell.
	! shows '? Help'
	result $? "$kind: leaves no keys behind"
done

# refused TERM TEXT: what `env TERM` sets is no terminal for the editor. (ncurses 6.4 leaks where it
# finds no description; that is not looked at.)
refused() {
	terminal respawn-window -k "cd '$folder' && env $1 ASAN_OPTIONS=detect_leaks=0 '$program' sample.strace; echo status \$?; exec cat"
	wait_until shows 'status 2' && terminal capture-pane -pJ >"$folder/shown" &&
		grep -qF "$2" "$folder/shown" && grep -qF 'without an editor, --print' "$folder/shown"
}
refused TERM=dumb 'the terminal is dumb'
result $? "a dumb terminal: says what to do"
refused TERM=no-such-terminal 'nothing is known of this kind of terminal'
result $? "an unknown terminal: says what to do"
refused '-u TERM' 'TERM is not set'
result $? "no TERM: says what to do"

# No colour and no attribute but reverse video and bold is needed to read the screen.
colors() {
	terminal capture-pane -ep | grep -qE '\[([0-9]+;)*(3[0-7]|38;5;[0-9]+|9[0-7])[;m]'
}
# A background is the terminal's own: it may be light or dark.
backgrounds() {
	terminal capture-pane -ep | grep -qE '\[([0-9]+;)*(4[0-7]|48;5;[0-9]+|10[0-7])[;m]'
}
start xterm-256color && colors && ! backgrounds
result $? "256 colours: there are some, on the terminal's own background"
# Terminals of 16 colours, or 8, have descriptions that few systems have: made from that of 256.
for depth in 16 8; do
	infocmp xterm-256color | sed -e "s/^xterm-256color[^,]*/xterm-few/" \
		-e "s/colors#0x100/colors#$depth/" -e 's/pairs#0x10000/pairs#64/' >"$folder/few"
	TERMINFO="$folder" tic -x "$folder/few"
	start xterm-few TERMINFO="'$folder'" && wait_until as_expected && colors && ! backgrounds
	result $? "$depth colours: there are some, on the terminal's own background"
done
start xterm-256color NO_COLOR=1 && wait_until as_expected && ! colors
result $? "NO_COLOR: there are none, and the text is the same"
start vt100 && ! colors
result $? "monochrome: there are none"
