#!/bin/sh
# Makes a certificate authority, then a key and a certificate for each request, and looks for new ones from time to time.
umask 077
openssl=@openssl@
configuration=@configuration@
requests=@requests@

# said COMMAND…: what it says is told only if it fails.
said() {
	said=$("$@" 2>&1) || { printf '%s: failed: %s\n%s\n' "$0" "$*" "$said" >&2; return 1; }
}

make_authority() {
	key=@key@
	certificate=@certificate@
	[ ! -e "$key" ] || [ ! -e "$certificate" ] || return 0
	rm -f "$key" "$certificate"
	name="Certificate Authority $(cat /proc/sys/kernel/random/uuid 2>/dev/null || date +%s-$$)"
	printf '%s\n' "$name" | said "$openssl" req -utf8 -nodes -config "$configuration" -new -sha256 -x509 \
		-extensions v3_ca -keyout "$key.new" -out "$certificate.new" -days 10950 &&
		mv "$key.new" "$key" && mv "$certificate.new" "$certificate" && echo "Created authority '$name'"
}

value() { sed -n "s/^$1[[:blank:]]*[=:][[:blank:]]*//p" "$2"; }

answer() {
	name=$(value name "$1")
	key=$(value key_file "$1")
	certificate=$(value certificate_file "$1")
	if [ -z "$name" ] || [ -z "$key" ] || [ -z "$certificate" ]; then
		echo "$0: $1 is no request" >&2
		return 1
	fi
	[ ! -e "$key" ] || [ ! -e "$certificate" ] || return 0
	printf '%s\n' "$name" | said "$openssl" req -utf8 -config "$configuration" -nodes -new -sha256 \
		-keyout "$key.new" -out "$certificate.csr" &&
		said "$openssl" ca -batch -utf8 -config "$configuration" -out "$certificate.new" -infiles "$certificate.csr" &&
		mv "$key.new" "$key" && mv "$certificate.new" "$certificate" && echo "Created certificate '$name'"
	failed=$?
	rm -f "$certificate.csr" "$certificate.new" "$key.new"
	return $failed
}

# What cannot be answered keeps nobody else waiting, and is tried again.
while :; do
	if make_authority; then
		for request in "$requests"/*; do
			[ ! -f "$request" ] || answer "$request"
		done
	fi
	sleep 15
done
