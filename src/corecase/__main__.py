"""`python -m corecase`, the same as `corecase`."""

from corecase.cli.main import main

if __name__ == "__main__":
    main()
