"""Logs that tell what happened and never to whom: no name, number or text of a person.

Code should log none of these; what is here is the last line of defence. Our own lines are
cleaned where they are made, other libraries' where they are written. An exception is logged
as its type and where it was, because its text quotes what people wrote.
"""

import logging
import sys
import threading
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.redaction import clean, qualified, trace

QUIET = (  # these log addresses with tokens in them, and bodies; or what only they care for
    "aiohttp",
    "alembic",
    "apscheduler",
    "httpcore",
    "httpx",
    "sqlalchemy",
    "telegram",
    "twilio",
    "uvicorn.access",
)


def get_logger(name: str) -> BoundLogger:
    """The logger of a module: `log.info("sent", message=17)`, an event and plain values."""
    processors: list[Processor] = [
        structlog.stdlib.filter_by_level,
        *_common(),
        ProcessorFormatter.wrap_for_formatter,
    ]
    logger = logging.getLogger(name)
    return cast(BoundLogger, structlog.wrap_logger(logger, processors, BoundLogger))


def configure_logs(json: bool | None = None, stream: TextIO | None = None) -> None:
    """Send every log line of this process to `stream` (standard error), in one form.

    json: one JSON object a line; None means JSON unless the stream is a terminal. Uvicorn must
    be started with `log_config=None`, else it brings back its own.
    """
    stream = stream or sys.stderr
    json = not stream.isatty() if json is None else json
    handler = logging.StreamHandler(stream)
    handler.addFilter(_name_exceptions)
    handler.setFormatter(_formatter(json))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # else a faulty log call prints its arguments
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # a tick that takes longer than its interval is no fault: the next one sees what is left
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    sys.excepthook = _log_crash
    threading.excepthook = _log_thread_crash


def _common() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _redact,
    ]


def _formatter(json: bool) -> ProcessorFormatter:
    written: list[Processor] = [ProcessorFormatter.remove_processors_meta]
    if json:
        written.append(structlog.processors.JSONRenderer())
    else:
        written += [_exception_as_lines, structlog.dev.ConsoleRenderer()]
    return ProcessorFormatter(
        processors=written, foreign_pre_chain=[_first_line, *_common()], keep_exc_info=False
    )


def _redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Clean every field; `exc_info` becomes `exception`: types and places, no words."""
    error = event.pop("exc_info", None)
    event.pop("stack_info", None)
    kept = {key: event.pop(key) for key in ("_record", "_from_structlog") if key in event}
    cleaned = cast(EventDict, {key: clean(value, key) for key, value in event.items()})
    found = _exception(error)
    if found is not None:
        cleaned["exception"] = trace(found)
    return {**cleaned, **kept}


def _exception(exc_info: object) -> BaseException | None:
    if isinstance(exc_info, tuple):
        exc_info = exc_info[1]
    elif exc_info and not isinstance(exc_info, BaseException):
        exc_info = sys.exc_info()[1]
    return exc_info if isinstance(exc_info, BaseException) else None


def _first_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Libraries put an exception's text, or what a task held, on the lines after the first."""
    event["event"] = str(event["event"]).strip().partition("\n")[0]
    return event


def _name_exceptions(record: logging.LogRecord) -> bool:
    """An exception among a library's arguments gives its type and keeps its words."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            qualified(each) if isinstance(each, BaseException) else each for each in record.args
        )
    return True


def _exception_as_lines(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    traces = event.pop("exception", None)
    if isinstance(traces, list):
        lines = [line for each in traces for line in (each["type"], *each["frames"])]
        event["exception"] = "\n  ".join(lines)
    return event


def _log_crash(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    if not isinstance(error, KeyboardInterrupt):
        get_logger("doorstep").critical("crashed", exc_info=error)


def _log_thread_crash(crash: threading.ExceptHookArgs) -> None:
    get_logger("doorstep").critical("thread crashed", exc_info=crash.exc_value)
