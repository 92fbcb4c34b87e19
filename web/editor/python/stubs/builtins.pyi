"""Names that are there without an import."""

class object:
    """What every value is."""

class int:
    """A whole number of any size."""
    def bit_length(self) -> int:
        """How many bits the number needs."""
    def __init__(self, x=0, base=10): ...

class float:
    """A number with a fraction, in double precision."""
    def __init__(self, x=0.0): ...
    def is_integer(self) -> bool:
        """Whether the fraction is zero."""

class bool(int):
    """True or False."""
    def __init__(self, x=False): ...

class complex:
    """A complex number."""
    def __init__(self, real=0, imag=0): ...
    def conjugate(self) -> complex:
        """The number mirrored at the real axis."""

class bytes:
    """An immutable row of bytes."""
    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """The text that the bytes encode."""
    def hex(self, sep="") -> str:
        """Two hexadecimal digits for each byte."""

class bytearray(bytes):
    """A row of bytes that can be changed."""

class str:
    """Text, immutable."""
    def __init__(self, object="", encoding="utf-8", errors="strict"): ...
    def capitalize(self) -> str:
        """The text with its first letter large, the others small."""
    def casefold(self) -> str:
        """The text made ready for comparing without case."""
    def center(self, width: int, fillchar: str = " ") -> str:
        """The text in the middle of a line of this width."""
    def count(self, sub: str, start=None, end=None) -> int:
        """How often a text occurs, overlaps not counted."""
    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        """The text as bytes."""
    def endswith(self, suffix, start=None, end=None) -> bool:
        """Whether the text ends with this, or one of these."""
    def expandtabs(self, tabsize: int = 8) -> str:
        """The text with spaces for its tabs."""
    def find(self, sub: str, start=None, end=None) -> int:
        """Where a text first occurs; -1 if nowhere."""
    def format(self, *args, **kwargs) -> str:
        """The text with its {fields} filled in."""
    def format_map(self, mapping) -> str:
        """The text with its {fields} filled in from a mapping."""
    def index(self, sub: str, start=None, end=None) -> int:
        """Where a text first occurs; ValueError if nowhere."""
    def isalnum(self) -> bool:
        """Whether all characters are letters or digits."""
    def isalpha(self) -> bool:
        """Whether all characters are letters."""
    def isdecimal(self) -> bool:
        """Whether all characters are decimal digits."""
    def isdigit(self) -> bool:
        """Whether all characters are digits."""
    def isidentifier(self) -> bool:
        """Whether the text could be a name."""
    def islower(self) -> bool:
        """Whether all its letters are small."""
    def isnumeric(self) -> bool:
        """Whether all characters are numeric."""
    def isspace(self) -> bool:
        """Whether all characters are white space."""
    def istitle(self) -> bool:
        """Whether each word begins with a large letter."""
    def isupper(self) -> bool:
        """Whether all its letters are large."""
    def join(self, iterable) -> str:
        """The texts put together, with this one between them."""
    def ljust(self, width: int, fillchar: str = " ") -> str:
        """The text at the left of a line of this width."""
    def lower(self) -> str:
        """The text in small letters."""
    def lstrip(self, chars=None) -> str:
        """The text without white space (or these characters) at its start."""
    def partition(self, sep: str) -> tuple:
        """What is before, at and after the first separator."""
    def removeprefix(self, prefix: str) -> str:
        """The text without this start, if it has it."""
    def removesuffix(self, suffix: str) -> str:
        """The text without this end, if it has it."""
    def replace(self, old: str, new: str, count: int = -1) -> str:
        """The text with one text replaced by another."""
    def rfind(self, sub: str, start=None, end=None) -> int:
        """Where a text last occurs; -1 if nowhere."""
    def rjust(self, width: int, fillchar: str = " ") -> str:
        """The text at the right of a line of this width."""
    def rpartition(self, sep: str) -> tuple:
        """What is before, at and after the last separator."""
    def rsplit(self, sep=None, maxsplit: int = -1) -> list:
        """The parts between separators, split from the end."""
    def rstrip(self, chars=None) -> str:
        """The text without white space (or these characters) at its end."""
    def split(self, sep=None, maxsplit: int = -1) -> list:
        """The parts between separators, or between stretches of white space."""
    def splitlines(self, keepends: bool = False) -> list:
        """The lines."""
    def startswith(self, prefix, start=None, end=None) -> bool:
        """Whether the text starts with this, or one of these."""
    def strip(self, chars=None) -> str:
        """The text without white space (or these characters) at both ends."""
    def swapcase(self) -> str:
        """The text with large letters for small ones, and small for large."""
    def title(self) -> str:
        """The text with each word's first letter large."""
    def translate(self, table) -> str:
        """The text with its characters replaced by a table's."""
    def upper(self) -> str:
        """The text in large letters."""
    def zfill(self, width: int) -> str:
        """The text with zeros before it, up to this width."""

class list:
    """A row of values that can be changed."""
    def __init__(self, iterable=()): ...
    def append(self, object) -> None:
        """Puts a value at the end."""
    def clear(self) -> None:
        """Takes all values out."""
    def copy(self) -> list:
        """A new list of the same values."""
    def count(self, value) -> int:
        """How often a value occurs."""
    def extend(self, iterable) -> None:
        """Puts many values at the end."""
    def index(self, value, start=0, stop=None) -> int:
        """Where a value first occurs; ValueError if nowhere."""
    def insert(self, index: int, object) -> None:
        """Puts a value before the one at an index."""
    def pop(self, index: int = -1):
        """Takes out the last value, or the one at an index, and gives it."""
    def remove(self, value) -> None:
        """Takes out the first value equal to this one."""
    def reverse(self) -> None:
        """Turns the order round, in place."""
    def sort(self, *, key=None, reverse: bool = False) -> None:
        """Sorts in place, equal values kept in order."""

class tuple:
    """A row of values, immutable."""
    def __init__(self, iterable=()): ...
    def count(self, value) -> int:
        """How often a value occurs."""
    def index(self, value, start=0, stop=None) -> int:
        """Where a value first occurs; ValueError if nowhere."""

class dict:
    """Values by key, in the order they were put in."""
    def __init__(self, mapping_or_iterable=(), **kwargs): ...
    def clear(self) -> None:
        """Takes all out."""
    def copy(self) -> dict:
        """A new dict of the same values."""
    def get(self, key, default=None):
        """The value of a key, or the default."""
    def items(self):
        """A view of the pairs of key and value."""
    def keys(self):
        """A view of the keys."""
    def pop(self, key, default=...):
        """Takes a key out and gives its value."""
    def popitem(self) -> tuple:
        """Takes out the pair put in last, and gives it."""
    def setdefault(self, key, default=None):
        """The value of a key; puts the default in if there is none."""
    def update(self, mapping_or_iterable=(), **kwargs) -> None:
        """Puts in what another mapping has."""
    def values(self):
        """A view of the values."""
    @staticmethod
    def fromkeys(iterable, value=None) -> dict:
        """A dict of these keys, all with one value."""

class set:
    """Values without order, each once."""
    def __init__(self, iterable=()): ...
    def add(self, element) -> None:
        """Puts a value in."""
    def clear(self) -> None:
        """Takes all out."""
    def copy(self) -> set:
        """A new set of the same values."""
    def difference(self, *others) -> set:
        """The values that the others do not have."""
    def discard(self, element) -> None:
        """Takes a value out, if it is there."""
    def intersection(self, *others) -> set:
        """The values that all have."""
    def isdisjoint(self, other) -> bool:
        """Whether the other has none of these values."""
    def issubset(self, other) -> bool:
        """Whether the other has all of these values."""
    def issuperset(self, other) -> bool:
        """Whether this has all values of the other."""
    def pop(self):
        """Takes some value out, and gives it."""
    def remove(self, element) -> None:
        """Takes a value out; KeyError if it is not there."""
    def symmetric_difference(self, other) -> set:
        """The values that just one of both has."""
    def union(self, *others) -> set:
        """The values that any has."""
    def update(self, *others) -> None:
        """Puts in the values of others."""

class frozenset(set):
    """A set that cannot be changed."""

class range:
    """The whole numbers from start up to, not including, stop."""
    def __init__(self, start_or_stop: int, stop: int = ..., step: int = 1): ...

class slice:
    """What stands between the brackets of a[start:stop:step]."""
    def __init__(self, start_or_stop, stop=..., step=None): ...

class enumerate:
    """Pairs of a number, counting up, and a value."""
    def __init__(self, iterable, start: int = 0): ...

class zip:
    """Tuples of the first values of each, the second of each, and so on."""
    def __init__(self, *iterables, strict: bool = False): ...

class map:
    """The function's results for each value."""
    def __init__(self, function, *iterables): ...

class filter:
    """The values for which the function is true."""
    def __init__(self, function, iterable): ...

class reversed:
    """The values of a row, last first."""
    def __init__(self, sequence): ...

class super:
    """The class after this one in the order of inheritance."""
    def __init__(self, type=..., object_or_type=...): ...

class type:
    """The class of a value."""
    def __init__(self, object): ...

class property:
    """Makes an attribute of a method."""
    def __init__(self, fget=None, fset=None, fdel=None, doc=None): ...

class staticmethod:
    """Makes a method that is not given its instance."""
    def __init__(self, function): ...

class classmethod:
    """Makes a method that is given its class."""
    def __init__(self, function): ...

class BaseException:
    """The base of all exceptions."""
    args: tuple
    def __init__(self, *args): ...
    def add_note(self, note: str) -> None:
        """Puts a note under the message."""
    def with_traceback(self, tb):
        """The exception, with another traceback."""

class Exception(BaseException):
    """The base of all exceptions that a program may want to catch."""

class ArithmeticError(Exception):
    """The base of faults in calculating."""

class ZeroDivisionError(ArithmeticError):
    """A division by zero."""

class OverflowError(ArithmeticError):
    """A result too large."""

class AssertionError(Exception):
    """An assert that does not hold."""

class AttributeError(Exception):
    """An attribute that is not there."""

class EOFError(Exception):
    """An end of input where there should be more."""

class ImportError(Exception):
    """A module, or a name of it, that cannot be imported."""

class ModuleNotFoundError(ImportError):
    """A module that is not there."""

class LookupError(Exception):
    """The base of IndexError and KeyError."""

class IndexError(LookupError):
    """An index outside of a row."""

class KeyError(LookupError):
    """A key that a mapping does not have."""

class NameError(Exception):
    """A name that is not defined."""

class OSError(Exception):
    """A fault of the system."""

class FileNotFoundError(OSError):
    """A file that is not there."""

class ConnectionError(OSError):
    """A connection that failed."""

class TimeoutError(OSError):
    """A wait that took too long."""

class RuntimeError(Exception):
    """A fault of no other kind."""

class NotImplementedError(RuntimeError):
    """Something a derived class has to say."""

class RecursionError(RuntimeError):
    """Calls nested too deep."""

class StopIteration(Exception):
    """The end of an iterator."""

class SyntaxError(Exception):
    """Text that is not Python."""

class TypeError(Exception):
    """A value of the wrong class."""

class ValueError(Exception):
    """A value of the right class that will not do."""

class UnicodeError(ValueError):
    """A fault in encoding or decoding text."""

class KeyboardInterrupt(BaseException):
    """A person stops the program."""

class SystemExit(BaseException):
    """The program wants to end."""

class Warning(Exception):
    """The base of warnings."""

class UserWarning(Warning):
    """A warning of a program's own."""

class DeprecationWarning(Warning):
    """A warning of something that will go."""

def abs(x):
    """The number without its sign."""

def all(iterable) -> bool:
    """Whether every value is true."""

def any(iterable) -> bool:
    """Whether some value is true."""

def ascii(obj) -> str:
    """The repr, with escapes for what is not ASCII."""

def bin(number: int) -> str:
    """The number in binary digits, after 0b."""

def callable(obj) -> bool:
    """Whether the value can be called."""

def chr(i: int) -> str:
    """The character of a code point."""

def delattr(obj, name: str) -> None:
    """Removes an attribute."""

def dir(obj=...) -> list:
    """The names of a value's attributes, or those here."""

def divmod(x, y) -> tuple:
    """The quotient and the rest."""

def format(value, format_spec: str = "") -> str:
    """The value as text, in a format."""

def getattr(obj, name: str, default=...):
    """An attribute by its name, or the default."""

def globals() -> dict:
    """The names of the module."""

def hasattr(obj, name: str) -> bool:
    """Whether the value has an attribute of this name."""

def hash(obj) -> int:
    """The number by which the value is found in a dict or a set."""

def hex(number: int) -> str:
    """The number in hexadecimal digits, after 0x."""

def id(obj) -> int:
    """A number that no other living object has."""

def isinstance(obj, class_or_tuple) -> bool:
    """Whether the value is of a class, or of one of several."""

def issubclass(cls, class_or_tuple) -> bool:
    """Whether a class is derived from another, or from one of several."""

def iter(obj, sentinel=...):
    """An iterator over the value."""

def len(obj) -> int:
    """How many values there are in it."""

def locals() -> dict:
    """The names of the function."""

def max(*values, key=None, default=...):
    """The largest of the values, or of one row of them."""

def min(*values, key=None, default=...):
    """The smallest of the values, or of one row of them."""

def next(iterator, default=...):
    """The next value of an iterator, or the default at its end."""

def oct(number: int) -> str:
    """The number in octal digits, after 0o."""

def ord(c: str) -> int:
    """The code point of a character."""

def pow(base, exp, mod=None):
    """The power, or its rest after division by mod."""

def print(*values, sep: str = " ", end: str = "\n", file=None, flush: bool = False) -> None:
    """Writes the values as text."""

def repr(obj) -> str:
    """The value as text for a programmer."""

def round(number, ndigits=None):
    """The number rounded to so many digits, halves to the even one."""

def setattr(obj, name: str, value) -> None:
    """Sets an attribute by its name."""

def sorted(iterable, *, key=None, reverse: bool = False) -> list:
    """A new list of the values, sorted."""

def sum(iterable, start=0):
    """The start and all the values added up."""

def vars(obj=...) -> dict:
    """The attributes of a value, by name."""

class _Display:
    """Shows values below the cell."""
    def html(self, html: str) -> None:
        """Shows HTML, in a frame where no script runs and nothing is loaded."""
    def markdown(self, text: str) -> None:
        """Shows Markdown."""
    def svg(self, svg: str, alt: str | None = None) -> None:
        """Shows a drawing in SVG; alt: what it shows, for who cannot see it."""
    def image(self, data: bytes, type: str = "image/png", alt: str | None = None) -> None:
        """Shows an image; alt: what it shows, for who cannot see it."""

display: _Display

def chart(data, *, type: str = "line", x: str | None = None, y: str | None = None, color: str | None = None, title: str = ""):
    """A chart of records: type is "line", "bar", "area" or "dot"; x, y and color name fields."""

def progress(done: float, total: float | None = None, label: str = "") -> None:
    """Shows how far something is. Called again with the same label it moves the same bar."""

def track(items, label: str = ""):
    """The items, one after the other, and a bar that shows how many of them are done."""
