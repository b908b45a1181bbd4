"""File in, file out, no database: read, score, render, reconstruct."""
