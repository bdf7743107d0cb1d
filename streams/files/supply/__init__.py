"""What the gazetteer is compiled from: downloads, dumps, installed packages, codifiers."""
