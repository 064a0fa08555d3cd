-- To an application it is all the same how the web server speaks.
return require "wsapi.cgi"
