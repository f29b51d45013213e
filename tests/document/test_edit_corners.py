"""Edits in the corners: what a text becomes when it is to mean what another one means, to the byte."""

import pytest
from document_cases import TAGS

from repair.document import parse

# fmt: off
YAML = {
    "all items of a block list are replaced": (
        "a:\n  - x\n  - y\nb: 1\n",
        "a:\n  - k: 1\nb: 1\n",
    ),
    "all items of a bracketed list are replaced": (
        "a: [x, y] # c\nb: 1\n",
        "a: [1, 2, 3] # c\nb: 1\n",
    ),
    "all items of a multi line bracketed list are replaced": (
        "a: [\n  x,\n  y\n]\nb: 1\n",
        "a: [\n  1,\n  2,\n  3\n]\nb: 1\n",
    ),
    "the first key of an item is added before a key that follows the dash": (
        "l:\n  - b: 2\n    c: 3\n",
        "l:\n  - a: 1\n    b: 2\n    c: 3\n",
    ),
    "the first key goes and its comment line stays": (
        "l:\n  - a: 1\n    # about b\n    b: 2\n",
        "l:\n  -\n    # about b\n    b: 2\n",
    ),
    "the first key gives way to another, above a comment": (
        "l:\n  - a: 1\n    # about b\n    b: 2\n",
        "l:\n  - x: 5\n    # about b\n    b: 2\n",
    ),
    "an entry with a comment behind its comma goes": (
        "a: {x: 1, # one\n    y: 2,\n    z: 3}\n",
        "a: {x: 1, # one\n    \n    z: 3}\n",
    ),
    "the last entry goes behind a comment": (
        "a: [1, # one\n    2 # two\n   ]\n",
        "a: [1, # one\n     # two\n   ]\n",
    ),
    "an entry in brackets goes with the comma that follows": (
        "a: [1, # one\n    2 , 3]\n",
        "a: [1, # one\n     3]\n",
    ),
    "a key before the first of the file": (
        "# head\na: 1\nb: 2\n",
        "# head\nz: 0\na: 1\nb: 2\n",
    ),
    "a key before the first of the file without comments": (
        "a: 1\nb: 2\n",
        "z: 0\na: 1\nb: 2\n",
    ),
    "a key before the first of the file with blank lines between": (
        "a: 1\n\nb: 2\n",
        "z: 0\n\na: 1\n\nb: 2\n",
    ),
    "a key before the first of a mapping, above its comment": (
        "m:\n  # about a\n  a: 1\n  b: 2\n",
        "m:\n  z: 0\n  # about a\n  a: 1\n  b: 2\n",
    ),
    "a key before the first of a mapping with blank lines between": (
        "m:\n  a: 1\n\n  b: 2\n",
        "m:\n  z: 0\n\n  a: 1\n\n  b: 2\n",
    ),
    "two keys before the first": (
        "m:\n  a: 1\n  b: 2\n",
        "m:\n  'y':\n    - 1\n  z: 0\n  a: 1\n  b: 2\n",
    ),
    "a header that is text stays first": (
        "AWSTemplateFormatVersion: '2010-09-09'\n\nResources:\n  A: 1\n",
        "AWSTemplateFormatVersion: '2010-09-09'\n\nDescription: d\n\nResources:\n  A: 1\n",
    ),
    "a new last key keeps the blank lines between keys": (
        "m:\n  a: 1\n\n  b: 2\n",
        "m:\n  a: 1\n\n  b: 2\n\n  c: 3\n",
    ),
    "a new middle key keeps the blank lines between keys": (
        "m:\n  a: 1\n\n  b: 2\n\n  c: 3\n",
        "m:\n  a: 1\n\n  x:\n    k: 1\n\n  b: 2\n\n  c: 3\n",
    ),
    "a key goes with the blank line too many, in the middle": (
        "m:\n  a: 1\n\n  b: 2\n\n  c: 3\n",
        "m:\n  a: 1\n\n  c: 3\n",
    ),
    "a key goes with the blank line too many, at the end": (
        "m:\n  a: 1\n\n  b: 2\n\n  c: 3\nn: 1\n",
        "m:\n  a: 1\n\n  b: 2\nn: 1\n",
    ),
    "a key goes with the blank line too many, at the beginning": (
        "m:\n  a: 1\n\n  b: 2\n\n  c: 3\n",
        "m:\n  b: 2\n\n  c: 3\n",
    ),
    "the first key of the file goes with the blank line behind it": (
        "a: 1\n\nb: 2\n",
        "b: 2\n",
    ),
    "the first key of the file goes": (
        "a: 1\nb: 2\n",
        "b: 2\n",
    ),
    "one blank line alone stays": (
        "m:\n  a: 1\n\n  b: 2\n  c: 3\n",
        "m:\n  a: 1\n\n  c: 3\n",
    ),
    "indent of four is kept": (
        "m:\n    a: 1\n",
        "m:\n    a:\n        b:\n            c: 1\n",
    ),
    "the indent of the mapping itself is taken": (
        "m:\n  a:\n    x: 1\nn:\n      k:\n            y: 2\n",
        "m:\n  a:\n    x: 1\nn:\n      k:\n            y: 2\n      j:\n            z: 1\n",
    ),
    "the dashes of the mapping itself are taken": (
        "a:\n  - 1\nb:\n  - 2\nm:\n  l:\n  - 3\n",
        "a:\n  - 1\nb:\n  - 2\nm:\n  l:\n  - 3\n  j:\n  - 4\n",
    ),
    "the dashes deeper than usual": (
        "m:\n  l:\n      - 3\na:\n  - 1\nb:\n  - 2\n",
        "m:\n  l:\n      - 3\n  j:\n      - 4\na:\n  - 1\nb:\n  - 2\n",
    ),
    "the width behind a dash is kept": (
        "l:\n-   a: 1\n    b: 2\n",
        "l:\n-   a: 1\n    b: 2\n-   c: 3\n    d: 4\n",
    ),
    "the width behind a dash of this list is kept": (
        "k:\n- a: 1\n  b: 2\n- a: 2\n  b: 2\nl:\n-   a: 1\n    b: 2\n",
        "k:\n- a: 1\n  b: 2\n- a: 2\n  b: 2\nl:\n-   a: 1\n    b: 2\n-   c: 3\n    d: 4\n",
    ),
    "double quotes where the file has them": (
        "a: \"x\"\nb: \"y\"\n",
        "a: \"x\"\nb: \"y\"\nc: \"12\"\n",
    ),
    "single quotes where the file has them": (
        "a: 'x'\nb: 'y'\n",
        "a: 'x'\nb: 'y'\nc: '12'\n",
    ),
    "line breaks of Windows are kept": (
        "a: 1\r\nb:\r\n  - 1\r\n",
        "a: 1\r\nb:\r\n  - 1\r\nc:\r\n  x:\r\n    - 1\r\n",
    ),
    "several lines become a text block": (
        "a: 1\n",
        "a: 1\nc: |\n  one\n  two\n",
    ),
    "several lines without a last line break": (
        "a: 1\n",
        "a: 1\nc: |-\n  one\n  two\n",
    ),
    "several lines with two last line breaks": (
        "a: 1\n",
        "a: 1\nc: \"one\\ntwo\\n\\n\"\n",
    ),
    "several lines the first of which is indented": (
        "a: 1\n",
        "a: 1\nc: \"  one\\ntwo\\n\"\n",
    ),
    "a text block changes and keeps its kind": (
        "a: |\n  one\n  two\nb: 1\n",
        "a: |\n  one\n  three\nb: 1\n",
    ),
    "a text block is stripped when its text is": (
        "a: |\n  one\n  two\nb: 1\n",
        "a: |-\n  one\n  two\nb: 1\n",
    ),
    "a folded block changes and stays folded": (
        "a: >\n  one\n  two\nb: 1\n",
        "a: >\n  one three\nb: 1\n",
    ),
    "a folded block without last line break": (
        "a: >-\n  one\n  two\nb: 1\n",
        "a: >-\n  one three\nb: 1\n",
    ),
    "a folded block of two paragraphs": (
        "a: >-\n  one\n\n  two\nb: 1\n",
        "a: >-\n  one\n\n  three\nb: 1\n",
    ),
    "a text block becomes a word": (
        "a: |\n  one\n  two\nb: 1\n",
        "a: |-\n  one\nb: 1\n",
    ),
    "a mapping becomes a word": (
        "a: # c\n  x: 1\n  # d\n  y: 2\nb: 1\n",
        "a: w # c\nb: 1\n",
    ),
    "a list becomes a mapping": (
        "a: # c\n  - 1\nb: 1\n",
        "a: # c\n  k: 1\nb: 1\n",
    ),
    "a list without indent becomes a mapping": (
        "a:\n- 1\nb: 1\n",
        "a:\n  k: 1\nb: 1\n",
    ),
    "a word under a short function becomes a list": (
        "a: !Sub x\nb: 1\n",
        "a: !Sub\n  - x\n  - k: 1\nb: 1\n",
    ),
    "a short function becomes a mapping": (
        "a: !Ref x # c\nb: 1\n",
        "a: # c\n  k: 1\n  l: 2\nb: 1\n",
    ),
    "the name in a dotted attribute changes": (
        "a: !GetAtt A.Arn\n",
        "a: !GetAtt B.Arn\n",
    ),
    "a dotted attribute is written out where it becomes a plain list": (
        "a: !GetAtt A.Arn\n",
        "a:\n  - A\n  - Arn\n",
    ),
    "a function in a function": (
        "a: !If [C, x, y]\n",
        "a: !If [C, !Sub '${A}', !Ref AWS::NoValue]\n",
    ),
    "an item is added in front in brackets": (
        "a: [2, 3]\n",
        "a: [1, 2, 3]\n",
    ),
    "an item is added in brackets over lines": (
        "a: [\n  2,\n  3\n]\n",
        "a: [\n  2,\n  3,\n  4\n]\n",
    ),
    "an item is added to the only one in brackets over lines": (
        "a: [\n  2\n]\n",
        "a: [\n  2,\n  3\n]\n",
    ),
    "an entry is added in braces": (
        "a: {x: 1}\n",
        "a: {x: 1, 'y': two words}\n",
    ),
    "an entry is added in braces that hold JSON": (
        "a: {\"x\": 1}\n",
        "a: {\"x\": 1, \"y\": \"z\", \"w\": [\"q\"]}\n",
    ),
    "a key with a wrong name changes in place": (
        "a:\n  Nmae: 1 # c\n  b: 2\n",
        "a:\n  Name: 1 # c\n  b: 2\n",
    ),
    "a quoted key with a wrong name keeps its quotes": (
        "a:\n  'Nmae': 1 # c\n  \"b\": 2\n",
        "a:\n  'Name': 1 # c\n  \"B\": 2\n",
    ),
    "what merge keys bring in stays": (
        "base: &b\n  x: 1\n  y: 2\nc:\n  <<: *b\n  z: 3\n",
        "base: &b\n  x: 1\n  y: 2\nc:\n  <<: *b\n  z: 4\n",
    ),
    "what merge keys bring in is overridden": (
        "base: &b\n  x: 1\n  y: 2\nc:\n  <<: *b\n  z: 3\n",
        "base: &b\n  x: 1\n  y: 2\nc:\n  <<: *b\n  x: 7\n  z: 3\n",
    ),
    "what merge keys bring in is written out when part goes": (
        "base: &b\n  x: 1\n  y: 2\nc:\n  <<: *b\n  z: 3\n",
        "base: &b\n  x: 1\n  y: 2\nc:\n  x: 1\n  z: 3\n",
    ),
    "an anchored value changes for all that share it": (
        "a: &v\n  x: 1\nb: *v\n",
        "a: &v\n  x: 2\nb:\n  x: 2\n",
    ),
    "an anchored value changes for itself alone": (
        "a: &v\n  x: 1\nb: *v\n",
        "a: &v\n  x: 2\nb:\n  x: 1\n",
    ),
    "an alias changes": (
        "a: &v\n  x: 1\nb: *v\n",
        "a: &v\n  x: 1\nb:\n  x: 2\n",
    ),
    "the only item goes": (
        "a:\n  # c\n  - 1\nb: 2\n",
        "a: []\n  # c\nb: 2\n",
    ),
    "brackets are emptied": (
        "a: [1, 2] # c\nb: {x: 1}\n",
        "a: [] # c\nb: {}\n",
    ),
    "empty brackets are filled": (
        "a: [] # c\nb: {}\n",
        "a: # c\n  - 1\n  - k: 1\nb:\n  x:\n    'y': 1\n",
    ),
    "nothing becomes something": (
        "a:\nb: ~\nc: null # c\n",
        "a:\n  x: 1\nb:\n  - 1\nc: w # c\n",
    ),
    "something becomes nothing": (
        "a: x\nb:\n  - 1\n",
        "a: null\nb: null\n",
    ),
    "truth and numbers": (
        "a: x\n",
        "a: true\nb: false\nc: -1\nd: 2.5\ne: 'true'\nf: ''\ng: '- x'\nh: 'a: b'\ni: 'x #y'\nj: ' x'\n",
    ),
    "a list of lists": (
        "a:\n  - - 1\n    - 2\n  - - 3\n",
        "a:\n  - - 1\n    - 2\n    - 5\n  - - 3\n  - - 4\n    - 4\n",
    ),
    "an item that is a list goes": (
        "a:\n  - - 1\n    - 2\n  - - 3\n",
        "a:\n  - - 2\n  - - 3\n",
    ),
    "no line break at the end": (
        "a: 1\nb: 2",
        "a: 1\nb: 2\nc:\n  d: 1",
    ),
    "the document ends with dots": (
        "a: 1\n...\n",
        "a: 1\nc:\n  - 1\n...\n",
    ),
    "items move to another place": (
        "a:\n  - x: 1 # one\n  - y: 2 # two\n  - z: 3\n",
        "a:\n  - z: 3\n  - x: 1\n",
    ),
    "an empty file is filled": (
        "",
        "a:\n  b: 1\n",
    ),
    "a file of comments is filled": (
        "# only\n",
        "# only\na:\n  b: 1\n",
    ),
    "a file that is one mapping in braces": (
        "{a: 1}\n",
        "{a: 1, b: [2]}\n",
    ),
    "a braced file is emptied of its only key": (
        "{a: 1}\n",
        "b: 2\n",
    ),
    "a value in braces that is not there": (
        "m: {a: , b: 2}\n",
        "m: {a: 5, b: 2}\n",
    ),
    "a value in braces gets words": (
        "m: {a: 'x', b: y}\n",
        "m: {a: 'it''s', b: 'p, q'}\n",
    ),
    "a value in braces becomes a list": (
        "m: {a: 'x', b: y}\n",
        "m: {a: [1, {k: 2}], b: y}\n",
    ),
    "JSON in YAML keeps its quotes": (
        "m: {\"a\": \"x\", \"b\": [\"y\"]}\n",
        "m: {\"a\": \"z\", \"b\": [\"y\", \"w\", {\"k\": \"v\"}]}\n",
    ),
    "a function in braces": (
        "m: {a: !Ref X, b: 1}\n",
        "m: {a: !Ref 'Y', b: !GetAtt A.Arn}\n",
    ),
    "indent is learnt from lists alone": (
        "a:\n    - 1\nb:\n    - 2\n",
        "a:\n    - 1\nb:\n    - 2\nc:\n    x:\n        'y': 1\nl:\n    - 3\n",
    ),
    "indent is learnt below a short function": (
        "a: !Sub\n    - x\n    - k: 1\n",
        "a: !Sub\n    - x\n    - k: 1\nb:\n    c: 1\n",
    ),
    "indent of one": (
        "a:\n b:\n  c: 1\n",
        "a:\n b:\n  c: 1\nd:\n e:\n  f: 1\n",
    ),
    "the commonest of two indents": (
        "a:\n  b: 1\nc:\n  d: 1\ne:\n    f: 1\n",
        "a:\n  b: 1\nc:\n  d: 1\ne:\n    f: 1\ng:\n    h: 1\n",
    ),
    "the commonest of two quotes": (
        "a: 'x'\nb: \"y\"\nc: \"z\"\n",
        "a: 'x'\nb: \"y\"\nc: \"z\"\nd: \"7\"\n",
    ),
    "no quotes anywhere": (
        "a: x\n",
        "a: x\nd: '7'\n",
    ),
    "the long form where the file has it twice and a tag nowhere": (
        "a:\n  Ref: A\nb:\n  Fn::Sub: x\n",
        "a:\n  Ref: A\nb:\n  Fn::Sub: x\nc:\n  Ref: B\n",
    ),
    "the short form where the file has both": (
        "a:\n  Ref: A\nb: !Sub x\n",
        "a:\n  Ref: A\nb: !Sub x\nc: !Ref B\n",
    ),
    "a text block with an indentation of its own": (
        "a: |4\n      deep\n    less\nb: 1\n",
        "a: \"  deep\\nother\\n\"\nb: 1\n",
    ),
    "a text block keeps the column of its text": (
        "a: |\n      one\n      two\nb: 1\n",
        "a: |\n      one\n      three\nb: 1\n",
    ),
    "a text block at the end without line break is followed by a key": (
        "a: |\n  one\n  two",
        "a: |-\n  one\n  two\nb: 1",
    ),
    "a key behind a text block at the end goes": (
        "a: |\n  one\nb: 1",
        "a: |\n  one\n",
    ),
    "a text block before a deep comment": (
        "m:\n  a: 1\n    # deep\n  b: 2\n",
        "m:\n  a: \"one\\ntwo\\n\"\n    # deep\n  b: 2\n",
    ),
    "a text block as an item": (
        "l:\n  - a\n  - b\n",
        "l:\n  - a\n  - |\n    one\n    two\n",
    ),
    "a text block under a short function": (
        "a: !Sub x\n",
        "a: !Sub |\n  one\n  two\n",
    ),
    "a text block under a short function changes": (
        "a: !Sub |\n  one ${A}\n  two\nb: 1\n",
        "a: !Sub |\n  one ${B}\n  two\nb: 1\n",
    ),
    "a long text stays on its line": (
        "a: x\n",
        "a: word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word end\n",
    ),
    "an anchor stays on what is replaced": (
        "a: &v x\nb: 1\n",
        "a: &v\n  - 'y'\nb: 1\n",
    ),
    "an anchor on a changed mapping": (
        "a: &v\n  x: 1\nb: *v\nc: *v\n",
        "a: &v\n  x: 1\n  'y': 2\nb:\n  x: 1\n  'y': 2\nc:\n  x: 1\n",
    ),
    "an anchored item goes": (
        "l:\n  - &v x\n  - y\nb: *v\n",
        "l:\n  - y\nb: x\n",
    ),
    "merge keys of several mappings": (
        "a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: [*a, *b]\n  z: 3\n",
        "a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: [*a, *b]\n  'y': 5\n  z: 3\n  w: 4\n",
    ),
    "a nested list under a dash gets a list": (
        "l:\n  - a: 1\n    b:\n      - 1\n",
        "l:\n  - a: 1\n    b:\n      - 1\n      - - 2\n        - 3\n  - - 4\n",
    ),
    "an item becomes a word": (
        "l:\n  - a: 1\n    b: 2\n  - c: 3 # c\n",
        "l:\n  - w\n  - c: 3 # c\n",
    ),
    "a word becomes an item of keys": (
        "l:\n  - w # c\n  - x\n",
        "l:\n  - a: 1 # c\n    b: 2\n  - x\n",
    ),
    "an empty item is filled": (
        "l:\n  -\n  - x\n",
        "l:\n  - a: 1\n  - x\n",
    ),
    "comments between items stay": (
        "l:\n  # one\n  - 1\n  # two\n  - 2\n  # three\n  - 3\n",
        "l:\n  # one\n  - 1\n  # two\n  # three\n  - 3\n  - 4\n",
    ),
    "comments between keys stay": (
        "a: 1\n# b is\nb: 2\n# c is\nc: 3\n",
        "a: 1\n# b is\n# c is\nc: 3\nd: 4\n",
    ),
    "a key with a space before its colon": (
        "a : 1\nb : {c : 2}\n",
        "a : 2\nb : {c : 3}\n",
    ),
    "a value on the line below": (
        "a:\n  x\nb:\n  'y'\n",
        "a:\n  z\nb:\n  'w'\n",
    ),
    "keys with question marks": (
        "? a\n: 1\n? b\n: 2\n",
        "? a\n: 1\n? b\n: 3\n",
    ),
    "a key is added behind keys with question marks": (
        "? a\n: 1\n",
        "a: 1\nb: 3\n",
    ),
    "a quoted word over lines": (
        "a: \"one\n  two\"\nb: 1\n",
        "a: \"three\"\nb: 1\n",
    ),
    "a document begins with dashes": (
        "---\na: 1\n",
        "---\nz: 0\na: 1\nb: 2\n",
    ),
    "a directive before the document": (
        "%YAML 1.1\n---\na: 1\n",
        "%YAML 1.1\n---\na: 2\n",
    ),
    "a byte order mark stays": (
        "\ufeffa: 1\n",
        "\ufeffa: 2\nb: 3\n",
    ),
    "keys that need quotes": (
        "a: 1\n",
        "a: 1\n'on': 2\n7: 3\n'x: y': 4\n'': 5\n'#k': 6\n'- l': 7\n",
    ),
    "texts that need quotes": (
        "a: 1\n",
        "a: 1\nb:\n  - 'no'\n  - '~'\n  - '0x1'\n  - '1e3'\n  - '2012-10-17'\n  - '!x'\n  - '&y'\n  - '*z'\n  - '['\n  - '{'\n  - \"'\"\n  - '\"'\n  - '%a'\n  - '@b'\n  - '`c'\n  - '|'\n  - '>'\n  - '?'\n  - '- d'\n  - 'e:'\n  - 'f #g'\n  - 'tail '\n  - '\ttab'\n  - \"nul\\u0000\"\n  - 'null'\n  - '1_0'\n  - '.5'\n  - '+1'\n  - '-'\n  - '...'\n",
    ),
    "a number is written otherwise": (
        "a: 1.50\nb: 1\n",
        "a: 1.5\nb: 1\n",
    ),
    "an attribute in braces changes": (
        "m: {a: !GetAtt A.Arn, b: 1}\n",
        "m: {a: !GetAtt B.Arn, b: 1}\n",
    ),
    "an attribute in brackets changes": (
        "m: [!GetAtt A.Arn, !Ref X]\n",
        "m: [!GetAtt B.C.D, !Ref Z]\n",
    ),
    "a function in brackets takes a list": (
        "m: [!Sub x, !Ref X]\n",
        "m: [!Sub [x, {k: 1}], !Ref X]\n",
    ),
    "a function in brackets takes another function": (
        "m: [!Base64 x, 1]\n",
        "m: [!Base64 {Fn::Sub: x}, 1]\n",
    ),
    "a function in braces of JSON": (
        "m: {\"a\": !Sub \"x\", \"b\": 1}\n",
        "m: {\"a\": !Sub \"y\", \"b\": 2}\n",
    ),
    "zeros that lead stay text": (
        "a: '012'\nb: 0\n",
        "a: '013'\nb: -0.5\n",
    ),
}
JSON = {
    "key added last": (
        "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
        "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": {\n    \"x\": [\n      1,\n      2\n    ],\n    \"y\": []\n  }\n}\n",
    ),
    "key added first": (
        "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
        "{\n  \"c\": {\n    \"x\": 1\n  },\n  \"a\": 1,\n  \"b\": 2\n}\n",
    ),
    "indent of four": (
        "{\n    \"a\": 1,\n    \"b\": {\n        \"x\": 1\n    }\n}\n",
        "{\n    \"a\": 1,\n    \"b\": {\n        \"x\": 1\n    },\n    \"c\": {\n        \"x\": {\n            \"y\": 1\n        }\n    }\n}\n",
    ),
    "tabs": (
        "{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"x\": 1\n\t}\n}\n",
        "{\n\t\"a\": 1,\n\t\"b\": {\n\t\t\"x\": 1\n\t},\n\t\"c\": {\n\t\t\"x\": {\n\t\t\t\"y\": 1\n\t\t}\n\t}\n}\n",
    ),
    "on one line": (
        "{\"a\": 1, \"b\": [1, 2]}",
        "{\"a\": 1, \"b\": [1, 2, 3], \"c\": {\"x\": 1}}",
    ),
    "without blanks": (
        "{\"a\":1,\"b\":[1,2]}",
        "{\"a\":1,\"b\":[1,2,3],\"c\":{\"x\":1,\"y\":[1]}}",
    ),
    "short lists on a line": (
        "{\n  \"a\": [1, 2],\n  \"b\": [3, 4]\n}",
        "{\n  \"a\": [1, 2],\n  \"b\": [3, 4],\n  \"c\": [5, 6]\n}",
    ),
    "lists over lines": (
        "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": [\n    3,\n    4\n  ]\n}",
        "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": [\n    3,\n    4\n  ],\n  \"c\": [\n    5,\n    6\n  ]\n}",
    ),
    "pairs on a line": (
        "{\n  \"a\": {\"Ref\": \"A\"},\n  \"b\": {\"Ref\": \"B\"}\n}",
        "{\n  \"a\": {\"Ref\": \"A\"},\n  \"b\": {\"Ref\": \"B\"},\n  \"c\": {\"Ref\": \"C\"}\n}",
    ),
    "pairs over lines": (
        "{\n  \"a\": {\n    \"Ref\": \"A\"\n  },\n  \"b\": {\n    \"Ref\": \"B\"\n  }\n}",
        "{\n  \"a\": {\n    \"Ref\": \"A\"\n  },\n  \"b\": {\n    \"Ref\": \"B\"\n  },\n  \"c\": {\n    \"Ref\": \"C\"\n  }\n}",
    ),
    "colons apart": (
        "{\n  \"a\" : 1,\n  \"b\" : 2\n}",
        "{\n  \"a\" : 1,\n  \"b\" : 2,\n  \"c\" : {\n    \"x\" : 1\n  }\n}",
    ),
    "list of pairs on a line and of objects": (
        "{\n  \"a\": {\"Ref\": \"A\"},\n  \"l\": [1, 2]\n}",
        "{\n  \"a\": {\"Ref\": \"A\"},\n  \"l\": [1, 2],\n  \"c\": {\n    \"Fn::Join\": [\n      \"\",\n      [\n        \"x\",\n        {\"Ref\": \"A\"}\n      ]\n    ]\n  },\n  \"p\": {\n    \"x\": 1,\n    \"y\": 2\n  }\n}",
    ),
    "emptied": (
        "{\n  \"a\": {\n    \"x\": 1\n  },\n  \"b\": [\n    1\n  ]\n}",
        "{\n  \"a\": {},\n  \"b\": []\n}",
    ),
    "filled": (
        "{\n  \"a\": {},\n  \"b\": []\n}",
        "{\n  \"a\": {\n    \"x\": 1\n  },\n  \"b\": [\n    {\n      \"y\": 1\n    }\n  ]\n}",
    ),
    "first goes": (
        "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}",
        "{\n  \"b\": 2,\n  \"c\": 3\n}",
    ),
    "last goes": (
        "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}",
        "{\n  \"a\": 1,\n  \"b\": 2\n}",
    ),
    "key renamed": (
        "{\n  \"Nmae\": {\"x\": 1},\n  \"b\": 2\n}",
        "{\n  \"Name\": {\"x\": 1},\n  \"b\": 2\n}",
    ),
    "text with escapes": (
        "{\"a\": \"x\"}",
        "{\"a\": \"say \\\"hi\\\"\\n\\t\\\\ \u00e9 \\u0001\"}",
    ),
    "keys in the middle": (
        "{\n  \"a\": 1,\n  \"c\": 3\n}\n",
        "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n",
    ),
    "the only key goes": (
        "{\n  \"a\": {\n    \"x\": 1\n  }\n}\n",
        "{\n  \"a\": {}\n}\n",
    ),
    "items in the middle": (
        "{\"a\": [\n    1,\n    3\n  ]}\n",
        "{\"a\": [\n    1,\n    2,\n    3\n  ]}\n",
    ),
    "item goes with its line": (
        "{\n  \"a\": [\n    1,\n    2,\n    3\n  ]\n}\n",
        "{\n  \"a\": [\n    1,\n    3\n  ]\n}\n",
    ),
    "all items are replaced": (
        "{\n  \"a\": [\n    1,\n    2\n  ]\n}\n",
        "{\n  \"a\": [\n    \"x\"\n  ]\n}\n",
    ),
    "item moves": (
        "{\n  \"a\": [\n    {\"k\": 1},\n    {\"k\": 2},\n    {\"k\": 3}\n  ]\n}\n",
        "{\n  \"a\": [\n    {\"k\": 3},\n    {\"k\": 1},\n    {\"k\": 2}\n  ]\n}\n",
    ),
    "line breaks of Windows": (
        "{\r\n  \"a\": 1\r\n}\r\n",
        "{\r\n  \"a\": 1,\r\n  \"b\": {\r\n    \"c\": 1\r\n  }\r\n}\r\n",
    ),
    "with blanks in brackets": (
        "{ \"a\": [ 1, 2 ] }",
        "{ \"a\": [ 1, 2, 3 ], \"b\": { \"c\": [4] } }",
    ),
    "commas before keys": (
        "{\n    \"a\": 1\n  , \"b\": 2\n}",
        "{\n    \"a\": 1\n  , \"b\": 2\n  , \"c\": 3\n}",
    ),
    "numbers as written": (
        "{\"a\": 1.50, \"b\": 1E3, \"c\": -0.0}",
        "{\"a\": 1.50, \"b\": 1E3, \"c\": -0.0, \"d\": 1.5, \"e\": -1, \"f\": true, \"g\": null}",
    ),
    "escapes stay where nothing changes": (
        "{\"a\": \"\\u0041\\/\", \"b\": 1}",
        "{\"a\": \"\\u0041\\/\", \"b\": 2}",
    ),
    "an empty object on lines": (
        "{\n  \"a\": {\n  }\n}",
        "{\n  \"a\": {\n    \"x\": 1\n  }\n}",
    ),
    "an empty file object": (
        "{}",
        "{\n  \"a\": {\n    \"x\": [\n      1\n    ]\n  }\n}",
    ),
    "a number is written otherwise": (
        "{\"a\": 1.50}",
        "{\"a\": 1.5}",
    ),
    "a number becomes another kind of number": (
        "{\"a\": 1, \"b\": 1.0}",
        "{\"a\": 1.0, \"b\": 1}",
    ),
    "style is learnt behind an empty object": (
        "{\n  \"a\": {},\n  \"b\": {\"c\": 1},\n  \"d\": {\"e\": 2}\n}\n",
        "{\n  \"a\": {},\n  \"b\": {\"c\": 1},\n  \"d\": {\"e\": 2},\n  \"f\": {\"g\": 3}\n}\n",
    ),
    "lists are learnt behind an empty list": (
        "{\n  \"a\": [],\n  \"b\": [1, 2]\n}\n",
        "{\n  \"a\": [],\n  \"b\": [1, 2],\n  \"c\": [3, 4]\n}\n",
    ),
    "keys and braces that look alike": (
        "{\"a\": {\"b\": 1}, \"c\": [{\"b\": 1}, {\"b\": {}}]}",
        "{\"a\": {\"b\": {}}, \"c\": [{\"b\": {}}, {\"b\": 1}]}",
    ),
}
# fmt: on


def edited(before, after, format):
    return parse(before, dialect=TAGS, format=format).edited(parse(after, dialect=TAGS, format=format).data)


@pytest.mark.parametrize(("before", "after"), YAML.values(), ids=YAML)
def test_yaml_is_edited_to_exactly_this_text_at_the_first_try(before, after, proofs):
    assert edited(before, after, "yaml") == after
    assert proofs == [True]


@pytest.mark.parametrize(("before", "after"), JSON.values(), ids=JSON)
def test_json_is_edited_to_exactly_this_text(before, after):
    assert edited(before, after, "json") == after
