"""Downloads of news archives: profiles say how their files are made, one engine reads them all."""
