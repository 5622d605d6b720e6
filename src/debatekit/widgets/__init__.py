"""What every widget shares: the base class, its front end and the fallback in a saved notebook."""
