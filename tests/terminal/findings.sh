#!/bin/sh
# What is found of rules, in a real terminal (tmux): listed, gone to, mended, undone; rules tightened.
# Uses top_srcdir and builddir.
set -u

tests=7
name=findings
. "${top_srcdir:-.}/tests/terminal/harness"

cp "${top_srcdir:-.}/tests/screens/sample.strace" "$folder"
terminal new-session -d -x 120 -y 40 "cd '$folder' && TERM=screen LC_ALL=C.UTF-8 \
	exec '$program' --allow write sample.strace" || skip "tmux does not start"
terminal set-option -g status off
wait_until shows 'Space Rule'

keys 'the default profile allows it anyway, so the rule can go' '!'
result $? "lists what is found"

keys 'F: remove the rule of write' g Down Down && keys 'write(unsigned int fd' Enter
result $? "goes to the syscall that a finding is about"

keys 'fixed redundant: remove the rule of write' F && keys '[=] write' Up
result $? "mends it"

keys 'undone: fixed redundant: remove the rule of write' u
result $? "undoes that"

keys 'profile off' p && keys 'the group' '!' &&
	keys "group 'launch'" g && keys 'fixed launch-set: allow' F && keys '[x] prctl' q
result $? "allows a group of calls"

keys 'mmap where ' / m m a p Enter t && keys '!args' Down Up
result $? "tightens a rule"

keys 'undone: mmap where' u && keys 'tightened ' T
result $? "tightens all rules"
