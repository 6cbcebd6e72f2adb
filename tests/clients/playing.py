"""Plays each story, in a process of its language and with the client made for it."""

from tests.clients.generating import NO_JDK, generators_jar
from tests.clients.places import BUILT, GENERATOR, KEPT, NODE, PYTHON, jdk, run

Told = dict[str, str]


def python_story(told: Told) -> str:
    path = {"PYTHONPATH": str(BUILT / "python")}
    return run(PYTHON, KEPT / "story.py", told={**told, **path})


def typescript_story(told: Told) -> str:
    """Node leaves the types out and runs the rest as it stands."""
    return run(NODE, KEPT / "story.ts", told=told)


def generators_story(told: Told) -> str:
    path = {"PYTHONPATH": str(BUILT / "generator-python")}
    return run(GENERATOR, KEPT / "story_generator.py", told={**told, **path})


def generators_java_story(told: Told) -> str:
    java, compiled = jdk("java"), BUILT / "generator-java" / "classes"
    if java is None or jdk("javac") is None:
        return f"not played: {NO_JDK}"
    return run(java, "-cp", f"{generators_jar()}:{compiled}", "Story", told=told)
