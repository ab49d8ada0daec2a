#!/usr/bin/env ruby
require 'socket'

_, _, address, port, *name = ARGV
server = TCPServer.new(address, port.to_i)
loop do
  client = server.accept
  begin
    while (line = client.gets) && line != "\r\n" do end
    client.write "HTTP/1.0 200 OK\r\n\r\nHello #{name.join(' ')} from ruby\n"
  rescue SystemCallError
    # A promise only knocks.
  ensure
    client.close
  end
end
