"""What `deploy/k8s` promises, asserted on the manifests as they are rendered."""

import kubernetes_validate
import pytest

from deadline_worker.settings import Settings as WorkerSettings
from dispute_api.readiness import ANSWER_SECONDS
from dispute_api.serve import STOP_WITHIN
from tests.deploy.rendering import ROOT, Manifest, containers, named, pods

VERSIONS = ("1.31", "1.33", "1.35")
SETTING_OF_THE_WORKER = "CONCORD_WORKER_METRICS_PORT"


class TestEveryManifest:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_is_one_that_kubernetes_knows_word_for_word(
        self, manifests: list[Manifest], version: str
    ) -> None:
        for manifest in manifests:
            if manifest["apiVersion"] != "postgresql.cnpg.io/v1":
                kubernetes_validate.validate(manifest, version, strict=True)

    def test_stands_in_a_namespace_that_holds_to_the_strictest_standard(
        self, manifests: list[Manifest]
    ) -> None:
        labels = named(manifests, "Namespace", "concord")["metadata"]["labels"]
        assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


class TestEveryPod:
    def test_runs_as_nobody_with_no_right_more(self, manifests: list[Manifest]) -> None:
        for pod in pods(manifests).values():
            assert pod["securityContext"]["runAsNonRoot"]
            assert pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
            assert pod["automountServiceAccountToken"] is False
            for container in containers(pod):
                context = container["securityContext"]
                assert context["allowPrivilegeEscalation"] is False
                assert context["readOnlyRootFilesystem"]
                assert context["capabilities"]["drop"] == ["ALL"]

    def test_writes_nowhere_but_into_memory_and_onto_the_list_of_destroyed_keys(
        self, manifests: list[Manifest]
    ) -> None:
        kept = [{"claimName": "concord-destroyed-keys"}]
        for name, pod in pods(manifests).items():
            claims = [it.get("persistentVolumeClaim") for it in pod["volumes"]]
            assert list(filter(None, claims)) == kept * (name == "concord-keeping")
            for volume in pod["volumes"]:
                if not {"secret", "persistentVolumeClaim"} & volume.keys():
                    assert volume["emptyDir"]["medium"] == "Memory"

    def test_gets_its_secrets_as_files_that_others_cannot_read(
        self, manifests: list[Manifest]
    ) -> None:
        for pod in pods(manifests).values():
            for container in containers(pod):
                assert not any("secret" in str(e) for e in container.get("env", ()))
                assert "secretRef" not in str(container["envFrom"])
            secret = [v["secret"] for v in pod["volumes"] if "secret" in v]
            assert {one["defaultMode"] for one in secret} == {0o440}

    def test_asks_for_and_is_held_to_a_share_of_the_machine(
        self, manifests: list[Manifest]
    ) -> None:
        for pod in pods(manifests).values():
            for container in containers(pod):
                for kind in ("requests", "limits"):
                    assert container["resources"][kind].keys() == {"cpu", "memory"}


class TestTheServices:
    def test_are_there_more_than_once(self, prod: list[Manifest]) -> None:
        api = named(prod, "Deployment", "concord-api")["spec"]
        worker = named(prod, "Deployment", "concord-worker")["spec"]
        assert api["replicas"] >= 2
        assert worker["replicas"] == 2
        assert api["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
        assert api["template"]["spec"]["topologySpreadConstraints"]
        for name, spec in (("concord-api", api), ("concord-worker", worker)):
            budget = named(prod, "PodDisruptionBudget", name)["spec"]
            assert 1 <= budget["minAvailable"] < spec["replicas"]

    def test_stop_after_the_longest_request(self, manifests: list[Manifest]) -> None:
        api, worker = (pods(manifests)[f"concord-{it}"] for it in ("api", "worker"))
        pause = api["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert api["terminationGracePeriodSeconds"] > pause + STOP_WITHIN
        stop = WorkerSettings.model_fields["worker_stop_seconds"].default
        assert worker["terminationGracePeriodSeconds"] > stop

    def test_are_asked_for_life_without_and_for_readiness_with_the_database(
        self, manifests: list[Manifest]
    ) -> None:
        container = pods(manifests)["concord-api"]["containers"][0]
        for probe in ("startupProbe", "livenessProbe"):
            assert container[probe]["httpGet"]["path"] == "/livez"
        assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"

        worker = pods(manifests)["concord-worker"]["containers"][0]
        assert worker["livenessProbe"]["httpGet"]["path"] == "/livez"
        patience = container["readinessProbe"]["timeoutSeconds"]
        assert ANSWER_SECONDS < patience <= container["readinessProbe"]["periodSeconds"]

    def test_show_their_metrics_on_ports_of_their_own(
        self, manifests: list[Manifest]
    ) -> None:
        settings = {"api": "CONCORD_METRICS_PORT", "worker": SETTING_OF_THE_WORKER}
        for name, setting in settings.items():
            container = pods(manifests)[f"concord-{name}"]["containers"][0]
            ports = {it["name"]: it["containerPort"] for it in container["ports"]}
            said = {it["name"]: it["value"] for it in container["env"]}
            assert said[setting] == str(ports["metrics"])
            assert ports["metrics"] != ports.get("http")
        service = named(manifests, "Service", "concord-api")["spec"]
        assert [it["targetPort"] for it in service["ports"]] == ["http"]

    def test_hold_only_their_own_addresses(self, manifests: list[Manifest]) -> None:
        """The superuser's and the owner's are the migration's alone."""
        found = {
            name: {v["secret"]["secretName"] for v in pod["volumes"] if "secret" in v}
            for name, pod in pods(manifests).items()
        }
        assert found["concord-api"].isdisjoint(
            found["concord-worker"] - {"concord-keys"}
        )
        for name in ("concord-api", "concord-worker"):
            assert "concord-migrate-settings" not in found[name]
            assert "concord-passwords" not in found[name]


class TestTheNetwork:
    def test_lets_nothing_through_but_what_is_listed(
        self, manifests: list[Manifest]
    ) -> None:
        nothing = named(manifests, "NetworkPolicy", "nothing-else")["spec"]
        assert nothing["podSelector"] == {}
        assert nothing["policyTypes"] == ["Ingress", "Egress"]
        assert "ingress" not in nothing
        assert "egress" not in nothing

    def test_lets_only_the_monitoring_read_metrics(
        self, manifests: list[Manifest]
    ) -> None:
        [rule] = named(manifests, "NetworkPolicy", "metrics")["spec"]["ingress"]
        label = {"concord.example.org/monitoring": "true"}
        assert rule["from"] == [{"namespaceSelector": {"matchLabels": label}}]
        [api] = named(manifests, "NetworkPolicy", "api")["spec"]["ingress"]
        assert [it["port"] for it in api["ports"]] == [8000]

    def test_lets_only_the_worker_speak_to_the_outside_and_never_to_the_inside(
        self, manifests: list[Manifest]
    ) -> None:
        outward = {
            policy["metadata"]["name"]: rule["to"][0]["ipBlock"]
            for policy in manifests
            if policy["kind"] == "NetworkPolicy"
            for rule in policy["spec"].get("egress", ())
            if "ipBlock" in str(rule)
        }
        assert outward.keys() == {"worker"}
        assert "169.254.0.0/16" in outward["worker"]["except"]


class TestTheDatabase:
    def test_answers_a_commit_when_a_second_machine_has_it(
        self, prod: list[Manifest]
    ) -> None:
        spec = named(prod, "Cluster", "concord-db")["spec"]
        assert spec["instances"] >= 3
        synchronous = spec["postgresql"]["synchronous"]
        assert synchronous == {
            "method": "any",
            "number": 1,
            "dataDurability": "required",
        }

    def test_writes_no_values_of_statements_into_its_log(
        self, prod: list[Manifest]
    ) -> None:
        parameters = named(prod, "Cluster", "concord-db")["spec"]["postgresql"][
            "parameters"
        ]
        assert parameters["log_parameter_max_length"] == "0"
        assert parameters["log_parameter_max_length_on_error"] == "0"


class TestTheImage:
    def test_is_built_on_a_base_that_is_named_by_its_digest_and_runs_as_nobody(
        self,
    ) -> None:
        text = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
        bases = [line for line in text.splitlines() if line.startswith("FROM")]
        assert all("${PYTHON}" in line for line in bases)
        assert "\nARG PYTHON\n" in text  # no default that could go stale unseen
        assert "--require-hashes" in text
        assert "\nUSER 65534:65534\n" in text
