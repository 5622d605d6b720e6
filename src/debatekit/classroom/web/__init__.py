"""The face of the class server: HTTP, sign-in, live streams, the way in."""
