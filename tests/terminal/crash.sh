#!/bin/sh
# A fault of the program, in several views: the terminal is left as it was, and the status tells the
# signal.
# Uses top_srcdir and builddir.
set -u
tests=5
name=crash
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
is_left() {
	[ "$(terminal display-message -p '#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}')" = '0 1 0 0' ]
}
# The same modes before and after; a shell that edits its line would change them.
cat >"$folder/run" <<END
cd '$folder'
ulimit -c 0
stty -a >before
sh -c 'echo \$\$ >pid; exec "\$0" sample.strace' '$program'
echo "status \$?"
stty -a >after
echo finished
cat
END

terminal new-session -d -x 80 -y 24 cat
# The key that opens the view, and what the view shows.
for fault in 'ABRT=6 Enter Space Tick' 'SEGV=11 f Show only' 'BUS=7 F1 Keys in' 'FPE=8 c n None' 'ILL=4 W Save as'; do
	shown=${fault#* }
	key=${shown%% *}
	shown=${shown#* }
	fault=${fault%% *}
	signal=${fault%=*}
	rm -f "$folder/pid" "$folder/after"
	terminal respawn-window -k "env TERM=screen LANG=C.UTF-8 sh '$folder/run'"
	wait_until shows 'Space Rule' && keys "$shown" "$key" && kill -"$signal" "$(cat "$folder/pid")" &&
		wait_until shows finished && is_left &&
		cmp -s "$folder/before" "$folder/after" && shows 'ended by a fault of its own' &&
		shows "status $((128 + ${fault#*=}))"
	result $? "leaves the terminal as it was on SIG$signal at '$shown'"
done
