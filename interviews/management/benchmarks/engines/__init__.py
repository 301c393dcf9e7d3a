"""One module for each engine that is measured, all with the same few methods (``engine.Engine``)."""
