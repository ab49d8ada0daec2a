package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
)

func main() {
	http.HandleFunc("/", func(out http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(out, "Hello %s from go\n", strings.Join(os.Args[5:], " "))
	})
	panic(http.ListenAndServe(net.JoinHostPort(os.Args[3], os.Args[4]), nil))
}
