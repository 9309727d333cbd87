"""Writers: an edition in, bytes out."""
