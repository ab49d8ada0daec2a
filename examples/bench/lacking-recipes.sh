#!/bin/sh
# For each software release of a SlapOS checkout, as a row of Markdown: the recipes that this library lacks, for the software
# (what `buildout check` says of its profile) and for its instances (what the templates below its directory, and below the
# stacks that these name, call recipes).
#   examples/bench/lacking-recipes.sh CHECKOUT [BUILDOUT-COMMAND…]
# The command is `examples/buildout` unless said.
set -eu
checkout=$1
shift
[ $# -gt 0 ] || set -- "$(dirname "$0")/../buildout"
known=$(mktemp)
trap 'rm -f "$known"' EXIT
# Names stand before two blanks, with commas between.
"$@" recipes | sed 's/  .*//' | tr ',' '\n' | tr -d ' ' | sort -u >"$known"

stacks() {
    grep -rhoE 'stack/[a-z0-9-]+' "$@" 2>/dev/null | sort -u | while read -r stack; do
        [ -d "$checkout/$stack" ] && printf '%s\n' "$checkout/$stack"
    done
}

named() {
    # Placeholders of templates for authors are no recipes.
    grep -rhE '^ *recipe *= *[a-zA-Z0-9_.]+(:[a-zA-Z0-9_.-]+)? *$' "$@" 2>/dev/null |
        sed 's/^ *recipe *= *//; s/ *$//' | grep -vxE 'Your(Import|Export)Recipe|software' | sort -u
}

row() { tr '\n' ' ' | sed 's/ $//; s/ /, /g; s/^$/–/'; }

for directory in "$checkout"/software/*/; do
    profile=${directory%/}/software.cfg
    [ -f "$profile" ] || continue
    software=$("$@" -U -c "$profile" check 2>&1 |
        sed -n "s/.*recipe '\([^']*\)' of section \[[^]]*\] is not provided.*/\1/p" | sort -u | row) || true
    # shellcheck disable=SC2046 # directories of a checkout have no blanks
    instances=$(named "$directory" $(stacks "$directory") | comm -23 - "$known" | row)
    printf '| %s | %s | %s |\n' "$(basename "$directory")" "${software:-–}" "${instances:-–}"
done
