# ruff: noqa: A005 - the folder is named for the package that it tests
