import argparse, http.server, socket

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--logfile')
    parser.add_argument('address')
    parser.add_argument('port', type=int)
    parser.add_argument('name', nargs='+')
    said = parser.parse_args()

    class Hello(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(('Hello %s from python\n' % ' '.join(said.name)).encode())

    class Server(http.server.HTTPServer):
        address_family = socket.AF_INET6
    Server((said.address, said.port), Hello).serve_forever()
