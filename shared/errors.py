"""Refusals: one sentence for people, one code for programs, one HTTP status.

AppError
 ├── BadRequest      400  the message itself cannot be read
 ├── SignInNeeded    401
 ├── NotAllowed      403
 ├── NotFound        404
 ├── Refused         409  understood, but the rules say no
 ├── Invalid         422  readable, but a value does not fit
 ├── TooMany         429
 ├── Unavailable     503  try again shortly
 └── SetupError      500  a settings or data file is wrong: the start is refused
"""


def N_(text: str) -> str:
    """Mark a sentence for translation where no translator may be imported."""
    return text


class AppError(Exception):
    """A refusal that a person can act on; `text % params` is the sentence, in Indonesian."""

    status = 500
    code = "error"
    after: int | None = None
    """In how many seconds it is worth trying again, where that is known."""

    def __init__(self, text: str, *, code: str | None = None, **params: object) -> None:
        self.text = text
        self.params = params
        self.code = code or self.code
        super().__init__(text % params if params else text)


class BadRequest(AppError):
    status = 400
    code = "bad-request"


class SignInNeeded(AppError):
    status = 401
    code = "sign-in-needed"


class NotAllowed(AppError):
    status = 403
    code = "not-allowed"


class NotFound(AppError):
    status = 404
    code = "not-found"


class Refused(AppError):
    status = 409
    code = "refused"


class Invalid(AppError):
    status = 422
    code = "invalid"


class TooMany(AppError):
    status = 429
    code = "too-many"

    def __init__(self, text: str, *, code: str | None = None, after: int, **params: object) -> None:
        super().__init__(text, code=code, **params)
        self.after = after


class Unavailable(AppError):
    status = 503
    code = "unavailable"


class SetupError(AppError):
    """A file of the office is wrong; names the file, the key and the reason."""

    code = "setup"

    def __init__(self, file: str, key: str, reason: str) -> None:
        self.file, self.key, self.reason = file, key, reason
        whole = N_("Berkas %(file)s: %(reason)s")
        text = whole if key == "-" else N_("Berkas %(file)s, kunci %(key)s: %(reason)s")
        super().__init__(text, file=file, key=key, reason=reason)
