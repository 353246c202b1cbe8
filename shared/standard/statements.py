"""What the office declares to the public: pledge of service, quality policy, personal data."""

from shared.standard.schema import Icon, Titled, Words, entry


@entry
class Point:
    """One point of a statement, in few plain words."""

    icon: Icon
    title: Words
    title_en: Words
    text: Words
    text_en: Words


@entry
class Statement(Titled):
    """A statement that hangs on the wall and is read at the screens; `signed` by the Camat.

    In its texts {hari_pdf}, {hari_karcis} and {hari_foto} become the days for which the office
    keeps the KK's PDF, what a slip said, and the photo of a complaint.
    """

    icon: Icon
    lead: Words
    lead_en: Words
    signed: bool = False
    points: tuple[Point, ...] = ()
