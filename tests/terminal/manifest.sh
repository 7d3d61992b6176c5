#!/bin/sh
# The editor on a manifest: what it saves, and what it refuses to overwrite.
# Uses top_srcdir and builddir.
set -u
tests=5
name=manifest
. "${top_srcdir:-.}/tests/terminal/harness"

logs=${top_srcdir:-.}/tests/cases/logs
cp "$logs/manifest.yaml" "$folder/manifest.yaml"
cp "$logs/few.strace" "$folder"
cd "$folder" || exit 99
terminal new-session -d -x 100 -y 30 \
	"env LANG=C.UTF-8 '$program' -m manifest.yaml few.strace; echo ended \$?; cat"

wait_until shows delete_module
result $? "the manifest's rules are in the list"
keys 'in 7' / write Enter Enter Right Left '&' 7 Enter && keys 'in 7' Enter && keys Saved w
result $? "a rule is changed and saved"
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

echo '# by somebody else' >>manifest.yaml
keys 'changed since it was read' x w && tail -n 1 manifest.yaml | grep -q somebody
result $? "another's change is not overwritten"
keys Save q && keys 'ended 0' d
result $? "the session can be left"
