#!/bin/sh
# The editor on a manifest: what it saves, and what it refuses to overwrite.
# Uses top_srcdir and builddir.
set -u
tests=7
name=manifest
. "${top_srcdir:-.}/tests/terminal/harness"

logs=${top_srcdir:-.}/tests/cases/logs
cp "$logs/manifest.yaml" "$folder/manifest.yaml"
cp "$logs/few.strace" "$folder"
cd "$folder" || exit 99
terminal new-session -d -x 100 -y 30 \
	"env LANG=C.UTF-8 '$program' -m manifest.yaml few.strace; echo ended \$?; cat"

wait_until shows delete_module && shows missing && shows never-seen
result $? "the manifest's rules are in the list"
keys 'no bits but 0x7' / write Enter Enter Right Left '&' 7 Enter &&
	keys 'set the rule of write: fd is 1 or has no bits but 0x7' Enter &&
	keys 'save manifest.yaml: what changes in it' w && shows '+      mask: 7' &&
	shows '+    clone3: any' && keys 'Saved manifest.yaml' Enter
result $? "a rule is changed, the difference is shown and saved"
diff "$logs/manifest.yaml" manifest.yaml >changes
cat >expected <<'END'
15a16,18
>       mask: 7
>     clone3: any
>     personality: any
END
diff expected changes >difference
result $? "nothing else in the manifest is changed"
sed 's/^/# /' difference
keys 'Nothing to save: manifest.yaml holds this entry already' w
result $? "nothing is written twice"

echo '# by somebody else' >>manifest.yaml
keys 'changed since it was read. Those changes stay' x w && keys 'Not saved' Escape &&
	keys 'Those changes stay' w && echo '# and again' >>manifest.yaml &&
	keys 'changed just now' Enter && keys 'Saved manifest.yaml' Enter &&
	grep -q 'by somebody' manifest.yaml && grep -q 'and again' manifest.yaml
result $? "another's change is shown, and kept"

printf 'seccomp: [\n' >manifest.yaml
keys 'is no manifest now' p w && grep -q 'seccomp: \[' manifest.yaml &&
	keys 'Save as:' W && keys 'save as a new file, other.yaml' C-u other.yaml Enter &&
	shows 'The entry alone is written here' && keys 'Saved other.yaml' Enter &&
	[ -s other.yaml ]
result $? "a broken file is not overwritten, another name is taken"
keys 'Not saved' p q && keys 'save other.yaml' s && keys 'ended 0' Enter
result $? "leaving can save, too"
