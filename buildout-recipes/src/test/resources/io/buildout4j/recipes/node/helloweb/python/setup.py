from setuptools import setup
setup(name='helloweb', version='1', py_modules=['helloweb'], entry_points={'console_scripts': ['helloweb = helloweb:main']})
