"""Where data and settings are, for every command alike."""

from deploy import environment


def test_without_a_settings_file_the_data_lie_beside_the_program():
    assert environment.chosen({})["ANTREAN_DATA"] == str(environment.ROOT / ".data")


def test_a_settings_file_decides_where_the_data_are():
    assert "ANTREAN_DATA" not in environment.chosen({"ANTREAN_CONFIG": "/etc/office.toml"})


def test_settings_in_the_data_folder_are_found(tmp_path):
    assert "ANTREAN_CONFIG" not in environment.chosen({}, data=str(tmp_path))
    file = tmp_path / "office.toml"
    assert environment.settings_file(environment.chosen({}, data=str(tmp_path))) == file
    file.write_text("")
    assert environment.chosen({}, data=str(tmp_path))["ANTREAN_CONFIG"] == str(file)
    elsewhere = {"ANTREAN_CONFIG": "/etc/office.toml"}
    assert environment.chosen(elsewhere, data=str(tmp_path))["ANTREAN_CONFIG"] == "/etc/office.toml"


def test_the_environment_is_kept_where_no_option_speaks():
    given = {"ANTREAN_DATA": "/srv/kantor", "ANTREAN_PORT": "9000", "HOME": "/root"}
    assert environment.chosen(given) == given


def test_the_practice_office_never_shares_the_real_folder():
    given = {"ANTREAN_DATA": "/srv/kantor"}
    chosen = environment.chosen(given, demo=True)
    assert chosen["ANTREAN_DATA"] == str(environment.ROOT / ".data-demo")
    assert chosen["ANTREAN_PRACTICE"] == "true"


def test_options_win_over_the_environment(tmp_path):
    given = {"ANTREAN_DATA": "/srv/kantor", "ANTREAN_PORT": "9000"}
    chosen = environment.chosen(given, data=str(tmp_path), port=9001, now="2026-11-23T09:00")
    assert chosen["ANTREAN_DATA"] == str(tmp_path)
    assert chosen["ANTREAN_PORT"] == "9001"
    assert chosen["ANTREAN_PRACTICE_START"] == "2026-11-23T09:00"


def test_a_folder_is_made_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert environment.chosen({}, data="kantor")["ANTREAN_DATA"] == str(tmp_path / "kantor")
