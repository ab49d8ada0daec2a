#!/bin/sh
# For each software release of a SlapOS checkout: the recipes it needs that this library lacks.
#   examples/bench/lacking-recipes.sh CHECKOUT [BUILDOUT-COMMAND…]
# The command is `java -jar examples/target/buildout.jar` unless said.
set -eu
checkout=$1
shift
[ $# -gt 0 ] || set -- java -jar "$(dirname "$0")/../target/buildout.jar"
for directory in "$checkout"/software/*/; do
    profile=$directory/software.cfg
    [ -f "$profile" ] || continue
    lacking=$("$@" -U -c "$profile" check 2>&1 |
        sed -n "s/.*recipe '\([^']*\)' of section \[[^]]*\] is not provided.*/\1/p" | sort -u | tr '\n' ' ') || true
    printf '%s\t%s\n' "$(basename "$directory")" "${lacking:--}"
done
