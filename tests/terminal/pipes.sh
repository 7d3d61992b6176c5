#!/bin/sh
# The editor on the terminal while standard input and output are pipes or files.
# Uses top_srcdir and builddir.
set -u
tests=10
name=pipes
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
cd "$folder" || exit 99
# shell COMMAND TEXT: gives a command to the shell, then waits for the text.
shell() {
	terminal send-keys -l "clear; $1"
	terminal send-keys Enter
	wait_until shows "$2"
}
# Leaks cannot be looked for under strace, which is no part of this.
if ASAN_OPTIONS=detect_leaks=0 strace -o /dev/null true 2>/dev/null; then
	trace='strace -f cat sample.strace 2>&1 >/dev/null'
else
	trace='cat sample.strace'
fi

terminal new-session -d -x 80 -y 24 "PS1='shell> ' TERM=screen LC_ALL=C.UTF-8 exec sh -i" ||
	skip "tmux does not start"
terminal set-option -g status off
wait_until shows 'shell>'

shell "$trace | '$program' -e - >entry.yaml" 'Space Rule' && shows 'standard input'
result $? "opens while both ends are no terminal"
keys 'shell>' C-z && keys 'Space Rule' f g Enter && keys 'profile off' p
result $? "the whole pipe stops and goes on"
keys 'Accepted' w && keys 'shell>' q && wait_until grep -q '^seccomp:' entry.yaml && ! grep -q profile entry.yaml
result $? "what is accepted goes to standard output"

shell "cat sample.strace | '$program' -e - | cat >out.yaml; echo done" 'Space Rule' &&
	keys 'Accepted' w && keys 'done' q &&
	"$program" -q sample.strace >expected.yaml && cmp -s expected.yaml out.yaml
result $? "both ends are pipes"

shell "cat sample.strace | '$program' -e - >none.yaml; echo status \$?" 'Space Rule' &&
	keys 'allowed execve' Space && keys 'Discard' q && keys 'status 1' d && [ ! -s none.yaml ]
result $? "what is discarded is not written, and the status says so"

shell "cat sample.strace | '$program' -e -o file.yaml - >none.yaml; echo status \$?" 'Space Rule' &&
	keys 'save as a new file' w && [ ! -e file.yaml ] && keys 'Saved file.yaml' Enter &&
	keys 'status 0' q && cmp -s expected.yaml file.yaml && [ ! -s none.yaml ]
result $? "with -o what is saved goes into that file, and nothing to standard output"
shell "cat sample.strace | '$program' -e -o file.yaml - >none.yaml; echo status \$?" 'unchanged' &&
	keys 'allowed execve' Space && keys 'Discard' q && keys 'status 0' d &&
	cmp -s expected.yaml file.yaml && [ ! -s none.yaml ]
result $? "with -o the file holds what was saved before, whatever is discarded later"

shell "'$program' -e sample.strace | true; echo done" 'Space Rule' &&
	keys 'allowed execve' Space && keys 'Save as' W && keys 'Cancel' C-u &&
	keys '/dev/stdout' / d e v / s t d o u t && keys 'Enter Save' Enter &&
	keys 'Not saved: cannot write: Broken pipe' Enter && keys 'Accepted' w &&
	keys 'standard output: Broken pipe' q && shows '    execve: any'
result $? "what nobody reads is told, and shown"

mkfifo unread && shell "'$program' sample.strace; echo done" 'Space Rule' &&
	keys 'allowed execve' Space && keys 'Save as' W && keys 'Cancel' C-u &&
	keys 'Enter Save' u n r e a d Enter && keys 'Not saved: nobody reads this pipe' Enter &&
	keys 'Discard' q && keys 'done' d
result $? "a pipe that nobody reads is not waited for"

if command -v setsid >/dev/null; then
	setsid -w "$program" -e sample.strace >said 2>&1 <&-
	[ $? -eq 2 ] && grep -q 'there is no terminal for the editor' said && grep -q -e --print said
	result $? "without any terminal: a message"
else
	result 0 "without any terminal: a message # SKIP there is no setsid"
fi
