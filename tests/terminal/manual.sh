#!/bin/sh
# The manual page of a syscall: the terminal is handed over to man and taken back. The man here is
# one of our own, so that the machine's pages do not matter.
# Uses top_srcdir and builddir.
set -u
tests=6
name=manual
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
mkdir "$folder/bin"
cat >"$folder/bin/man" <<'END'
#!/bin/sh
# man -w 2 NAME, or man 2 NAME
if [ "$1" = -w ]; then
	case $3 in
	write | openat) exit 0 ;;
	esac
	echo "No manual entry for $3 in section 2" >&2
	exit 16
fi
[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && printf 'page of %s, section %s\nmore? ' "$2" "$1"
read -r answer
END
chmod +x "$folder/bin/man"
start() {
	terminal respawn-window -k "cd '$folder' && exec $1" && wait_until shows 'Space Rule'
}
with="env TERM=screen LANG=C.UTF-8 PATH='$folder/bin:/usr/bin:/bin'"

terminal new-session -d -x 100 -y 30 cat || skip "tmux does not start"
start "$with '$program' sample.strace" &&
	keys 'write:' / w r i t e Enter && keys 'page of write, section 2' m &&
	shows 'more?' && ! shows 'Space Rule'
result $? "hands the terminal over"

keys 'Space Rule' Enter && ! shows 'more?'
result $? "takes it back"

keys 'Space Tick' Enter && keys 'page of write' m && keys 'Space Tick' C-c &&
	! shows 'Quit' && keys 'Space Rule' Escape
result $? "Ctrl-C ends the page, not the editor"

keys 'No manual page for brk: section 2' / b r k Enter m
result $? "says that there is no page"

start "env TERM=screen LANG=C.UTF-8 PATH=/nowhere '$program' sample.strace" &&
	keys 'the program man is not installed' m
result $? "says that there is no man"

start "$with sh -c '\"$program\" -e - <sample.strace >out.yaml; cat out.yaml; cat'" &&
	keys 'write:' / w r i t e Enter && keys 'page of write' m && keys 'Space Rule' Enter &&
	keys 'Accepted' w && keys 'personality: any' q
result $? "uses the terminal when standard input and output are none"
