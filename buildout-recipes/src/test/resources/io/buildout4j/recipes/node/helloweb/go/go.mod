module lab.nexedi.com/nexedi/helloweb
