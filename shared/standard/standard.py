"""The whole standard of one office, and what can be asked of it for a given day."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from shared.errors import N_, NotFound
from shared.standard.clauses import (
    Clause,
    Competence,
    EducationLevel,
    Facility,
    Fee,
    LegalBasis,
    Notice,
    Product,
    Section,
    TimeLimit,
)
from shared.standard.complaints import (
    AnswerTemplate,
    Category,
    Channel,
    ComplaintsFile,
    Topic,
    Unit,
)
from shared.standard.hours import Hours
from shared.standard.items import Bring, ItemGroup
from shared.standard.kinds import Kind, KindGroup
from shared.standard.objectives import Objective
from shared.standard.office import Document, Holder, Office, Post
from shared.standard.oversight import OversightQuestion, SampleRule
from shared.standard.requirements import Matrix, RequiredItem
from shared.standard.safety import IncidentKind, SafetyFile, ToBeTold
from shared.standard.schema import Coded, Dated, valid
from shared.standard.services import (
    CollectingRule,
    Counter,
    Place,
    PriorityGroup,
    QueueRule,
    Service,
)
from shared.standard.statements import Statement
from shared.standard.survey import AboutOneself, SampleTable, SurveyFile, SurveyForm

C = TypeVar("C", bound=Coded)
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Standard:
    """The office's service standard as data; read-only, safe to share between threads."""

    office: Office
    documents: tuple[Document, ...]
    posts: tuple[Post, ...]
    holder_list: tuple[Holder, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    queue_rules: tuple[QueueRule, ...]
    priority_groups: tuple[PriorityGroup, ...]
    collecting_rules: tuple[CollectingRule, ...]
    places: tuple[Place, ...]
    hours: Hours
    kind_groups: tuple[KindGroup, ...]
    bring: tuple[Bring, ...]
    matrix: Matrix
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    legal_basis: tuple[LegalBasis, ...]
    time_limits: tuple[TimeLimit, ...]
    fees: tuple[Fee, ...]
    products: tuple[Product, ...]
    facilities: tuple[Facility, ...]
    education: tuple[EducationLevel, ...]
    competence: tuple[Competence, ...]
    notices: tuple[Notice, ...]
    statements: tuple[Statement, ...]
    complaints: ComplaintsFile
    sample_rules: tuple[SampleRule, ...]
    questions: tuple[OversightQuestion, ...]
    survey: SurveyFile
    safety: SafetyFile
    objectives: tuple[Objective, ...]

    # --- queue ---

    def service(self, code: str) -> Service:
        """The service of that code, its newest entry; NotFound when there is none."""
        return _coded(self.services, code, N_("Layanan %(wanted)s tidak ada."), "unknown-service")

    def services_on(self, day: date) -> tuple[Service, ...]:
        """The services given on that day, in the order of the file."""
        return valid(self.services, day)

    def counter(self, number: int) -> Counter:
        """The counter of that number; NotFound when there is none."""
        found = [each for each in self.counters if each.id == number]
        return _newest(found, N_("Loket nomor %(wanted)s tidak ada."), "unknown-counter", number)

    def counters_on(self, day: date) -> tuple[Counter, ...]:
        """The counters of that day, in the order of the file."""
        return valid(self.counters, day)

    def queue_rule(self, day: date) -> QueueRule:
        """How people are called on that day."""
        return _in_force(self.queue_rules, day)

    def priority_on(self, day: date) -> tuple[PriorityGroup, ...]:
        """Who may ask to be served first on that day."""
        return valid(self.priority_groups, day)

    # --- KKs that wait to be collected ---

    def collecting_rule(self, day: date) -> CollectingRule:
        """What becomes due on that day for a KK that nobody collects."""
        return _in_force(self.collecting_rules, day)

    def places_on(self, day: date) -> tuple[Place, ...]:
        """Where finished KKs may lie on that day; the first where nobody chose one."""
        return valid(self.places, day) or self.places[-1:]

    def hands_over(self, place: Place, day: date) -> Counter:
        """The counter at which a KK that lies there is handed over on that day."""
        if place.counter is not None:
            return self.counter(place.counter)
        collecting = {one.code for one in self.services if one.collects}
        counters = self.counters_on(day) or self.counters
        return next((one for one in counters if collecting & {*one.services}), counters[0])

    # --- kinds of application and their papers ---

    def kind(self, code: str) -> Kind:
        """The kind of that code, its newest entry; NotFound when there is none."""
        return _coded(
            self.matrix.kinds, code, N_("Jenis permohonan %(wanted)s tidak ada."), "unknown-kind"
        )

    def kind_groups_on(self, day: date) -> tuple[KindGroup, ...]:
        """The groups of kinds, in the order of the touchscreen."""
        return valid(self.kind_groups, day)

    def kinds_on(self, day: date, group: str | None = None) -> tuple[Kind, ...]:
        """The kinds of that day, of one group if asked, in the order of the touchscreen."""
        return tuple(each for each in valid(self.matrix.kinds, day) if group in (None, each.group))

    def requirements(self, kinds: Collection[str], on: date) -> tuple[RequiredItem, ...]:
        """The papers for all those kinds together, each once; NotFound for an unknown kind.

        Required ones first, then choices, then conditional and optional ones.
        """
        known = self.kinds_on(on)
        for code in kinds:
            _coded(known, code, N_("Jenis permohonan %(wanted)s tidak ada."), "unknown-kind")
        return self.matrix.required(kinds, on)

    def item_group(self, code: str) -> ItemGroup:
        """The choice of papers of that code; NotFound when there is none."""
        return _coded(
            self.matrix.groups,
            code,
            N_("Kelompok berkas %(wanted)s tidak ada."),
            "unknown-item-group",
        )

    def bring_as(self, code: str) -> Bring:
        """How a paper is brought (`item.bring`): original, copy, shown, filled in."""
        return _coded(self.bring, code, N_("Cara membawa %(wanted)s tidak ada."), "unknown-bring")

    # --- people, words and promises ---

    def document_on(self, day: date) -> Document:
        """The edition of the standard in force on that day."""
        return _in_force(self.documents, day)

    def holders(self, role: str, day: date) -> tuple[Holder, ...]:
        """Who holds the post on that day."""
        return tuple(each for each in valid(self.holder_list, day) if each.role == role)

    def clause(self, number: str, day: date) -> Clause:
        """One clause as worded on that day; NotFound when there is none."""
        found = [each for each in valid(self.clauses, day) if each.clause == number]
        return _newest(found, N_("Pasal %(wanted)s tidak ada."), "unknown-clause", number)

    def clauses_in(self, section: str, day: date) -> tuple[Clause, ...]:
        """The clauses of one part ("4") as worded on that day."""
        return tuple(
            each for each in valid(self.clauses, day) if each.clause.split(".")[0] == section
        )

    def time_limit(self, day: date) -> TimeLimit:
        """How long it takes at most."""
        return _in_force(self.time_limits, day)

    def fee(self, day: date) -> Fee:
        """What it costs."""
        return _in_force(self.fees, day)

    def notices_on(self, day: date, hours: Hours | None = None) -> tuple[Notice, ...]:
        """The cards for the notice board, with the service hours of the day filled in.

        `hours`: the office's own, where they may differ from those of the standard.
        """
        said = {language: (hours or self.hours).words(day, language) for language in ("id", "en")}
        return tuple(
            replace(
                each,
                body=each.body.replace("{jam}", said["id"]),
                body_en=each.body_en.replace("{jam}", said["en"]),
            )
            for each in valid(self.notices, day)
        )

    def statements_on(self, day: date) -> tuple[Statement, ...]:
        """What the office declares to the public on that day, in the order of the file."""
        return valid(self.statements, day)

    # --- what and whom the service needs ---

    def facilities_on(self, day: date) -> tuple[Facility, ...]:
        """The equipment asked for on that day, in the order of the file."""
        return valid(self.facilities, day)

    def education_on(self, day: date) -> tuple[EducationLevel, ...]:
        """The levels of education, from the lowest to the highest."""
        return valid(self.education, day)

    def competence_on(self, day: date) -> tuple[Competence, ...]:
        """What posts ask of those who hold them on that day, in the order of the file."""
        return valid(self.competence, day)

    def incident_kinds_on(self, day: date) -> tuple[IncidentKind, ...]:
        """What an incident may be on that day, in the order of the file."""
        return valid(self.safety.kinds, day)

    def told_on(self, day: date) -> tuple[ToBeTold, ...]:
        """Who is told of a leak of personal data on that day, in the order of the file."""
        return valid(self.safety.told, day)

    # --- complaints ---

    def units_on(self, day: date) -> tuple[Unit, ...]:
        """The sections of the office."""
        return valid(self.complaints.units, day)

    def channels_on(self, day: date) -> tuple[Channel, ...]:
        """The ways in which complaints arrive."""
        return valid(self.complaints.channels, day)

    def categories_on(self, day: date) -> tuple[Category, ...]:
        """The lines of the quarterly recap, in the order of the file."""
        return valid(self.complaints.categories, day)

    def topics_on(self, day: date) -> tuple[Topic, ...]:
        """What a complaint may be about, in the order of the touchscreen."""
        return valid(self.complaints.topics, day)

    def answers_on(self, day: date, category: str) -> tuple[AnswerTemplate, ...]:
        """How an answer to a complaint of that category may begin, its own sentences first."""
        found = valid(self.complaints.answers, day)
        own = tuple(one for one in found if category in one.categories)
        return own + tuple(one for one in found if not one.categories)

    def unit(self, code: str) -> Unit:
        """The section of that code, its newest entry; NotFound when there is none."""
        return _coded(
            self.complaints.units, code, N_("Seksi %(wanted)s tidak ada."), "unknown-unit"
        )

    def channel(self, code: str) -> Channel:
        """The way of that code, its newest entry; NotFound when there is none."""
        return _coded(
            self.complaints.channels,
            code,
            N_("Sarana pengaduan %(wanted)s tidak ada."),
            "unknown-channel",
        )

    def topic(self, code: str) -> Topic:
        """The topic of that code, its newest entry; NotFound when there is none."""
        return _coded(
            self.complaints.topics, code, N_("Pokok aduan %(wanted)s tidak ada."), "unknown-topic"
        )

    # --- oversight ---

    def sample_rule(self, day: date) -> SampleRule:
        """How many files of a month are looked at that is drawn on that day."""
        return _in_force(self.sample_rules, day)

    def questions_on(self, day: date) -> tuple[OversightQuestion, ...]:
        """What is asked about each file that is drawn on that day, in the order of the file."""
        return valid(self.questions, day)

    # --- survey of satisfaction ---

    def survey_form(self, code: str) -> SurveyForm:
        """The questionnaire of that code, its newest entry; NotFound when there is none."""
        return _coded(
            self.survey.forms, code, N_("Formulir survei %(wanted)s tidak ada."), "unknown-form"
        )

    def survey_form_on(self, day: date) -> SurveyForm:
        """What is asked on that day."""
        return _in_force(self.survey.forms, day)

    def respondent_on(self, day: date) -> tuple[AboutOneself, ...]:
        """What a respondent may say of themselves on that day."""
        return valid(self.survey.respondent, day)

    def sample_table(self, day: date) -> SampleTable:
        """How many should be asked, as the table of that day says."""
        return _in_force(self.survey.samples, day)

    # --- quality ---

    def objectives_on(self, day: date) -> tuple[Objective, ...]:
        """What is measured of the service on that day."""
        return valid(self.objectives, day)


def _in_force(entries: tuple[D, ...], day: date) -> D:
    # A rule that ran out without a successor goes on: the office still has to call people.
    return (valid(entries, day) or entries)[-1]


def _coded(entries: tuple[C, ...], code: str, missing: str, error: str) -> C:
    return _newest([each for each in entries if each.code == code], missing, error, code)


def _newest(found: list[D], missing: str, error: str, wanted: object) -> D:
    if not found:
        raise NotFound(missing, code=error, wanted=wanted)
    return found[-1]
