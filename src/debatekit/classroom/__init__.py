"""The class server: a class joins, is polled and sees what it thinks. Floors: `app.py`, `routes/`, `stream.py`, `guard.py`, `hub.py` and `line.py` speak HTTP, all else does not."""
