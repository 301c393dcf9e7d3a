"""How gunicorn serves the archive in production; it reads this file by itself.

    gunicorn                       8 requests at a time, on port 8000

Environment: PORT, WEB_CONCURRENCY (processes), WEB_THREADS (threads in each), WEB_TIMEOUT (seconds a
process may be silent), WEB_LOG_LEVEL, and gunicorn's own FORWARDED_ALLOW_IPS (the proxies whose
X-Forwarded-… headers are believed).
"""

import os
from pathlib import Path


def _number(variable: str, default: int) -> int:
    """A whole number above zero from the environment. Exits naming the variable if it is something else."""
    value = os.environ.get(variable, "") or str(default)
    if not value.isascii() or not value.isdigit() or int(value) == 0:
        raise SystemExit(f"{variable} is {value!r}; it must be a whole number above zero.")
    return int(value)


wsgi_app = "archive.wsgi"
bind = f"0.0.0.0:{_number('PORT', 8000)}"

# Threads share a process's search index and its pool of database connections: keep
# DATABASE_POOL_SIZE (8) at least as large as WEB_THREADS.
worker_class = "gthread"
workers = _number("WEB_CONCURRENCY", 2)
threads = _number("WEB_THREADS", 4)

timeout = _number("WEB_TIMEOUT", 30)
graceful_timeout = timeout
keepalive = 5
# A slow leak in a dependency stays small; the spread keeps the processes from restarting together.
# A new process has no pages in its memory, so not too often.
max_requests = 50_000
max_requests_jitter = 5_000

# A worker shows that it lives by touching a file, which may block on a container's disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# The socket for gunicornc is made in the home folder, which the container's user has not.
control_socket_disable = True

# Logs are lines on the standard output, for whatever collects them. Addresses of readers are left out.
accesslog = "-"
errorlog = "-"
loglevel = os.environ.get("WEB_LOG_LEVEL", "info")
access_log_format = '%(t)s "%(r)s" %(s)s %(b)s %(L)ss "%(f)s" "%(a)s"'
