"""Bytes in, articles out: `folder` alone opens articles, `formats` names the parsers."""
