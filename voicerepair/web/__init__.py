"""The session as a page in a browser on this machine: semantic HTML, nothing from outside."""
