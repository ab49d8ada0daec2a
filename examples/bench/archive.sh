#!/bin/sh
# Downloading, verifying and unpacking archives: the engine beside curl, md5sum and tar, and beside the original recipe, in
# one run, alternating. A big .tar.gz (about 700 MB of this machine's programs) and one of 20,000 small files come from a real
# nginx on the loopback.
#
#   examples/bench/archive.sh [ROUNDS [big|small …]]   (after mvn -DskipTests package; needs nginx, curl, 3 GB in $BENCH_DIR)
#
# TASKSET=0 keeps everything on the first core. ENGINE_OPTS are given to java besides -Xmx64m. The engine is run by its launcher,
# whose time has the start of a JVM in it, and by ArchiveBenchmark, as in a host that runs already.
set -eu
rounds=${1:-3}; [ $# -eq 0 ] || shift
archives=${*:-big small}
here=$(cd "$(dirname "$0")/../.." && pwd)
jar=${BUILDOUT_JAR:-$here/examples/target/buildout.jar}
work=${BENCH_DIR:-${TMPDIR:-/tmp}/buildout-archive-bench}
on=""; [ -z "${TASKSET:-}" ] || on="taskset -c $TASKSET"
mkdir -p "$work/www"

make_big() {
    mkdir "$work/big"
    for file in $(find /usr/lib /usr/bin -xdev -type f -size +100k | LC_ALL=C sort); do
        cp "$file" "$work/big/$(echo "$file" | tr / _)" 2>/dev/null || true
        [ "$(du -sm "$work/big" | cut -f1)" -lt 700 ] || break
    done
    tar -C "$work" -czf "$work/www/big.tar.gz" big && rm -r "$work/big"
}

make_small() {
    mkdir "$work/small"
    (cd "$work/small" && awk 'BEGIN { srand(1); for (i = 0; i < 20000; i++) { d = "d" int(i / 200); f = d "/f" i
        if (i % 200 == 0) system("mkdir " d)
        n = 60 + int(rand() * 240); for (j = 0; j < n; j++) printf "%d line %d of %s %d\n", rand() * 1e9, j, f, rand() * 1e6 > f; close(f) } }')
    tar -C "$work" -czf "$work/www/small.tar.gz" small && rm -r "$work/small"
}

for archive in $archives; do [ -f "$work/www/$archive.tar.gz" ] || "make_$archive"; done

cat > "$work/nginx.conf" <<CONF
daemon off; master_process off; pid $work/nginx.pid; error_log $work/nginx.log;
events {}
http { access_log off; sendfile on; client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3;
       uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
       server { listen 127.0.0.1:18765; root $work/www; } }
CONF
nginx -e "$work/nginx.log" -c "$work/nginx.conf" & server=$!
trap 'kill $server; rm -rf "$work"/run-*' EXIT
sleep 1

. "$here/examples/bench/classpath"

now() { date +%s.%N; }

# Seconds of processor time that children of this shell have used: on a machine with other work it says more than the clock.
spent() { awk '{ sub(/.*\) /, ""); print ($14 + $15) / 100 }' "/proc/$$/stat"; }

shell() { # NAME SUM: what one would type
    $on sh -ec "cd '$1'; curl -sSf -o a.tgz http://127.0.0.1:18765/$2.tar.gz; echo '$3  a.tgz' | md5sum -c --quiet; mkdir out; tar xzf a.tgz -C out; rm a.tgz"
}

engine() { # at most 64 MB of heap
    printf '[buildout]\nparts = a\n[a]\nrecipe = slapos.recipe.build:download-unpacked\nurl = http://127.0.0.1:18765/%s.tar.gz\nmd5sum = %s\n' "$2" "$3" > "$1/buildout.cfg"
    BUILDOUT_JAR=$jar BUILDOUT_JAVA_OPTIONS="-Xmx64m ${ENGINE_OPTS:-}" $on "$here/examples/buildout" -U -q -c "$1/buildout.cfg" install
}

original() {
    $on ${PYTHON:-/usr/bin/python3} - "$1" "http://127.0.0.1:18765/$2.tar.gz" "$3" <<'PY'
# What hexagonit.recipe.download does with zc.buildout: download, md5, extractall.
import hashlib, sys, tarfile, urllib.request
path, url, want = sys.argv[1:]
name, _ = urllib.request.urlretrieve(url, path + '/a.tgz')
digest = hashlib.md5()
with open(name, 'rb') as f:
    for block in iter(lambda: f.read(4096), b''):
        digest.update(block)
assert digest.hexdigest() == want
tarfile.open(name).extractall(path + '/out')
PY
}

measure() { # WHO ARCHIVE SUM ROUND
    directory=$work/run-$1-$2-$4
    mkdir "$directory"
    begin=$(now); before=$(spent); "$1" "$directory" "$2" "$3"; after=$(spent); end=$(now)
    echo "$begin $end" | awk '{ printf "%.2f\n", $2 - $1 }' >> "$work/times-$1-$2"
    echo "$before $after" | awk '{ printf "%.2f\n", $2 - $1 }' >> "$work/cpu-$1-$2"
}

rm -f "$work"/times-* "$work"/cpu-*
BUILDOUT_JAR=$jar "$here/examples/buildout" --version # makes the archive of classes, once
for archive in $archives; do
    sum=$(md5sum "$work/www/$archive.tar.gz" | cut -d' ' -f1)
    for round in $(seq "$rounds"); do
        for who in shell engine original; do measure "$who" "$archive" "$sum" "$round"; done
    done
    median() { sort -n "$work/$1-$archive" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
    $on java "-Djava.io.tmpdir=$work" -cp "$classpath" org.openjdk.jmh.Main ArchiveBenchmark \
        -p "url=http://127.0.0.1:18765/$archive.tar.gz" -p "sum=$sum" -jvmArgs "-Xmx64m -Djava.io.tmpdir=$work" \
        -rf csv -rff "$work/host.csv" >/dev/null
    awk -F, 'NR == 2 { printf "%.2f\n", $5 / 1000 }' "$work/host.csv" > "$work/times-host-$archive"
    echo "$archive.tar.gz ($(du -m "$work/www/$archive.tar.gz" | cut -f1) MB), median of $rounds, load$(uptime | sed 's/.*load average//')"
    for who in shell original engine; do
        echo "$(median "times-$who") $(median times-engine) $(median "cpu-$who") $(median cpu-engine)" | awk -v who="$who" \
            '{ printf "  %-8s %6.2f s (%.2f x the engine), processor %6.2f s (%.2f x)\n", who, $1, $1 / $2, $3, $3 / $4 }'
    done
    echo "$(median times-shell) $(median times-host)" | awk '{ printf "  in a host that runs %.2f s: the shell takes %.2f x\n", $2, $1 / $2 }'
done
