"""The office's tables: fields and indexes only; rules are next door."""

from shared.records.applications import (
    Application,
    ApplicationEvent,
    ApplicationItem,
    ClockRun,
    Document,
    MonthClosing,
    Outage,
    PaperLoad,
    YearCounter,
)
from shared.records.base import Office, OfficeTable, Table
from shared.records.days import CalendarDay
from shared.records.journal import JournalLine
from shared.records.long_papers import LongPaper
from shared.records.paper import PrinterState, PrintEvent, PrintJob, Station
from shared.records.people import Device, SignInAttempt, Staff
from shared.records.queue import CounterSeat, DayCounter, HelpCall, Ticket, TicketEvent
from shared.records.sheets import SheetEvent, SheetJob

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
    YearCounter,
    Application,
    ApplicationItem,
    ApplicationEvent,
    ClockRun,
    Document,
    Outage,
    MonthClosing,
    PaperLoad,
    SheetJob,
    SheetEvent,
    LongPaper,
)

__all__ = [
    "TABLES",
    "Application",
    "ApplicationEvent",
    "ApplicationItem",
    "CalendarDay",
    "ClockRun",
    "CounterSeat",
    "DayCounter",
    "Device",
    "Document",
    "HelpCall",
    "JournalLine",
    "LongPaper",
    "MonthClosing",
    "Office",
    "OfficeTable",
    "Outage",
    "PaperLoad",
    "PrintEvent",
    "PrintJob",
    "PrinterState",
    "SheetEvent",
    "SheetJob",
    "SignInAttempt",
    "Staff",
    "Station",
    "Table",
    "Ticket",
    "TicketEvent",
    "YearCounter",
]
