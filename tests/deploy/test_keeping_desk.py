"""Where records are erased on Kubernetes: a desk at which nobody sits until asked."""

from pathlib import Path

from tests.deploy.rendering import Manifest, named, pods


class TestTheDeskForKeepingRecords:
    def test_is_empty_until_it_is_asked_for_and_closes_by_itself(
        self, manifests: list[Manifest]
    ) -> None:
        spec = named(manifests, "CronJob", "concord-keeping")["spec"]
        [desk] = pods(manifests)["concord-keeping"]["containers"]

        assert spec["suspend"] is True
        until = spec["jobTemplate"]["spec"]["activeDeadlineSeconds"]
        assert desk["command"] == ["sleep", str(until)]

    def test_alone_holds_the_address_of_the_role_that_may_erase(
        self, manifests: list[Manifest]
    ) -> None:
        found = {
            name: {v["secret"]["secretName"] for v in pod["volumes"] if "secret" in v}
            for name, pod in pods(manifests).items()
        }

        assert found["concord-keeping"] == {"concord-keeping-settings", "concord-keys"}
        assert [
            name
            for name, secrets in found.items()
            if "concord-keeping-settings" in secrets
        ] == ["concord-keeping"]

    def test_keeps_the_list_of_destroyed_keys_where_the_commands_look_for_it(
        self, manifests: list[Manifest]
    ) -> None:
        [desk] = pods(manifests)["concord-keeping"]["containers"]
        said = {it["name"]: it["value"] for it in desk["env"]}
        places = {it["name"]: it["mountPath"] for it in desk["volumeMounts"]}
        settings = next(
            it["data"]
            for it in manifests
            if it["kind"] == "ConfigMap"
            and it["metadata"]["name"] == desk["envFrom"][0]["configMapRef"]["name"]
        )

        assert Path(said["CONCORD_DESTROYED_KEYS_FILE"]).parent == Path(
            places["destroyed"]
        )
        assert settings["CONCORD_SETTINGS_DIR"] == places["settings"]
        assert Path(settings["CONCORD_SECRETS_FILE"]).parent == Path(places["keys"])

    def test_reaches_the_database_and_nothing_else(
        self, manifests: list[Manifest]
    ) -> None:
        policy = named(manifests, "NetworkPolicy", "keeping")["spec"]
        [rule] = policy["egress"]
        [database, _] = named(manifests, "NetworkPolicy", "database")["spec"]["ingress"]

        assert rule["to"] == [
            {"podSelector": {"matchLabels": {"cnpg.io/cluster": "concord-db"}}}
        ]
        assert "keeping" in str(database["from"])
        assert "ingress" not in policy
