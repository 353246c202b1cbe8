"""The office's tables: fields and indexes only; rules are next door."""

from shared.records.base import Office, OfficeTable, Table
from shared.records.days import CalendarDay
from shared.records.journal import JournalLine
from shared.records.paper import PrinterState, PrintEvent, PrintJob, Station
from shared.records.people import Device, SignInAttempt, Staff
from shared.records.queue import CounterSeat, DayCounter, HelpCall, Ticket, TicketEvent

TABLES: tuple[type[Table], ...] = (
    Office,
    CalendarDay,
    JournalLine,
    PrintJob,
    PrintEvent,
    Station,
    PrinterState,
    Staff,
    SignInAttempt,
    Device,
    DayCounter,
    Ticket,
    TicketEvent,
    CounterSeat,
    HelpCall,
)

__all__ = [
    "TABLES",
    "CalendarDay",
    "CounterSeat",
    "DayCounter",
    "Device",
    "HelpCall",
    "JournalLine",
    "Office",
    "OfficeTable",
    "PrintEvent",
    "PrintJob",
    "PrinterState",
    "SignInAttempt",
    "Staff",
    "Station",
    "Table",
    "Ticket",
    "TicketEvent",
]
