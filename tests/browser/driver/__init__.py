"""What browser tests are made of, besides the browsers themselves: `ringout_host.browsers.drive` drives those."""
