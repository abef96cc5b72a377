"""The shipped weighting files are found by id, from anywhere, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dtiscore.errors import ExitCode, SourceFault, UsageFault
from dtiscore.files import catalogue


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of two editions and one unit scheme, among files that are neither."""
    folder = tmp_path / "weights"
    (folder / "units").mkdir(parents=True)
    (folder / "dti-province-2022.yaml").write_text("id: dti-province-2022 # tỉnh\n", encoding="utf-8")
    (folder / "hdi-2022.toml").write_text('id = "hdi-2022"\n', encoding="utf-8")
    (folder / "README.md").write_text("# Weighting files\n", encoding="utf-8")
    (folder / ".hdi-2023.yaml").write_text("id: hdi-2023\n", encoding="utf-8")
    (folder / "units" / "vn-province-63.yaml").write_text("id: vn-province-63\n", encoding="utf-8")
    (tmp_path / "secret.yaml").write_text("id: secret\n", encoding="utf-8")
    monkeypatch.setattr(catalogue, "weights_folder", lambda: folder)
    return folder


def test_ids_are_the_stems_of_weighting_files_in_alphabetical_order(shipped: Path) -> None:
    assert catalogue.edition_ids() == ["dti-province-2022", "hdi-2022"]
    assert catalogue.unit_scheme_ids() == ["vn-province-63"]


def test_a_text_comes_with_a_name_that_does_not_depend_on_the_machine(shipped: Path) -> None:
    assert catalogue.edition_text("dti-province-2022") == (
        "id: dti-province-2022 # tỉnh\n",
        "dtiscore/weights/dti-province-2022.yaml",
    )
    assert catalogue.unit_scheme_text("vn-province-63") == (
        "id: vn-province-63\n",
        "dtiscore/weights/units/vn-province-63.yaml",
    )


def test_a_misspelt_id_gets_the_near_ones_and_the_command_that_lists_all(shipped: Path) -> None:
    with pytest.raises(UsageFault) as caught:
        catalogue.edition_text("DTI-provinc-2022")
    assert caught.value.message == 'there is no built-in edition "DTI-provinc-2022"'
    assert caught.value.fix == "Did you mean dti-province-2022? See: dtiscore weights list"
    assert caught.value.exit_code is ExitCode.USAGE


def test_an_id_like_no_other_gets_no_guess(shipped: Path) -> None:
    with pytest.raises(UsageFault) as caught:
        catalogue.unit_scheme_text("zzz")
    assert caught.value.message == 'there is no built-in unit scheme "zzz"'
    assert caught.value.fix == "See: dtiscore units list"


def test_editions_and_unit_schemes_are_two_shelves(shipped: Path) -> None:
    with pytest.raises(UsageFault, match='no built-in edition "vn-province-63"'):
        catalogue.edition_text("vn-province-63")


@pytest.mark.parametrize(
    "climbing",
    ["../secret", "units/vn-province-63", "units\\vn-province-63", "hdi-2022.toml", "hdi-2022\0", ""],
)
def test_an_id_is_no_path(shipped: Path, climbing: str) -> None:
    for text_of in (catalogue.edition_text, catalogue.unit_scheme_text):
        with pytest.raises(UsageFault, match="an id holds no dot and no slash"):
            text_of(climbing)


def test_a_folder_is_told_to_be_one_unless_an_edition_is_called_so(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("own", "hdi-2022"):
        (tmp_path / name).mkdir()
    for folder in ("own", "own/", ".."):
        with pytest.raises(SourceFault, match="is a folder, not a file"):
            catalogue.edition_text(folder)
    assert catalogue.edition_text("hdi-2022")[1] == "dtiscore/weights/hdi-2022.toml"


def test_two_files_of_one_id_are_refused(shipped: Path) -> None:
    (shipped / "hdi-2022.json").write_text("{}", encoding="utf-8")
    with pytest.raises(
        SourceFault, match=r"two files define the built-in edition hdi-2022: .*json and .*toml"
    ):
        catalogue.edition_ids()


def test_a_file_that_is_no_text_is_told_damaged(shipped: Path) -> None:
    (shipped / "hdi-2022.toml").write_bytes(b"id = \xff")
    with pytest.raises(SourceFault, match=r"dtiscore/weights/hdi-2022\.toml is damaged"):
        catalogue.edition_text("hdi-2022")


def _home_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> Path:
    """Pretend that the package lies in ``package`` below ``tmp_path``."""
    module = tmp_path / package / "files" / "catalogue.py"
    module.parent.mkdir(parents=True)
    monkeypatch.setattr(catalogue, "__file__", str(module))
    return tmp_path


def test_a_checkout_has_its_weights_at_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = _home_of(tmp_path, monkeypatch, "src/dtiscore")
    (top / "weights").mkdir()
    assert catalogue.weights_folder() == (top / "weights").resolve()


def test_an_installed_package_has_its_weights_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = _home_of(tmp_path, monkeypatch, "site-packages/dtiscore")
    (top / "weights").mkdir()
    (top / "site-packages" / "dtiscore" / "weights").mkdir()
    assert catalogue.weights_folder() == (top / "site-packages" / "dtiscore" / "weights").resolve()


def test_an_installation_without_weights_is_told_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _home_of(tmp_path, monkeypatch, "site-packages/dtiscore")
    with pytest.raises(SourceFault, match="missing from its installation"):
        catalogue.weights_folder()


def test_everything_shipped_can_be_read() -> None:
    assert catalogue.weights_folder().is_dir()
    for scheme_id in catalogue.unit_scheme_ids():
        text, name = catalogue.unit_scheme_text(scheme_id)
        assert text.strip(), name
    for edition_id in catalogue.edition_ids():
        text, name = catalogue.edition_text(edition_id)
        assert text.strip(), name
