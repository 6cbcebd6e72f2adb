"""The manifests of `deploy/k8s` as kustomize renders them, and what is in them."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
KUBECTL = Path(sys.executable).parent / "kubectl"

Manifest = dict[str, Any]


def rendered(overlay: str) -> list[Manifest]:
    folder = ROOT / "deploy" / "k8s" / "overlays" / overlay
    done = subprocess.run(
        [KUBECTL, "kustomize", folder], check=True, capture_output=True, text=True
    )
    return list(yaml.safe_load_all(done.stdout))


def named(manifests: list[Manifest], kind: str, name: str) -> Manifest:
    return next(
        it for it in manifests if (it["kind"], it["metadata"]["name"]) == (kind, name)
    )


def pods(manifests: list[Manifest]) -> dict[str, Manifest]:
    found = {}
    for it in manifests:
        if it["kind"] in ("Deployment", "Job", "CronJob"):
            spec = it["spec"].get("jobTemplate", it)["spec"]
            found[it["metadata"]["name"]] = spec["template"]["spec"]
    return found


def containers(pod: Manifest) -> Iterator[Manifest]:
    yield from pod.get("initContainers", ())
    yield from pod["containers"]
