Gem::Specification.new do |gem|
  gem.name = 'helloweb'
  gem.version = '1'
  gem.summary = 'says hello'
  gem.authors = ['nobody']
  gem.files = []
  gem.bindir = 'bin'
  gem.executables = ['helloweb.rb']
end
