/** Python's keywords, and the modules of its standard library that a cell is likely to import. */

export const KEYWORDS = (
  "False None True and as assert async await break case class continue def del elif else except " +
  "finally for from global if import in is lambda match nonlocal not or pass raise return try " +
  "type while with yield"
).split(" ");

export const STANDARD_MODULES = (
  "abc ast asyncio base64 bisect calendar cmath collections contextlib copy csv dataclasses " +
  "datetime decimal difflib enum fractions functools hashlib heapq html inspect io itertools json " +
  "logging math numbers operator os pathlib pickle pprint random re secrets statistics string " +
  "struct sys textwrap time traceback types typing unicodedata uuid warnings zlib zoneinfo"
).split(" ");
