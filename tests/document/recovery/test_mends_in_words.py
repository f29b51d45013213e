"""What is mended, where, and in which words; what has no reading is left alone."""

import pytest

from repair.document.recovery.mend import KINDS
from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

ROOTS = frozenset({"Parameters", "Resources", "Outputs", "Description", "AWSTemplateFormatVersion"})
# fmt: off
JSON = "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n"
YAML = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name\n"

# What stands in the whole text, what is put there instead, what it is mended to, and what is said about it.
IN_JSON = {
    "a comma too many": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"name\",",
        "        \"TopicName\": \"name\"",
        ["6:28 syntax-comma plain: the comma before the closing bracket is taken out"],
    ),
    "a comma too few": (
        "      \"Type\": \"AWS::SNS::Topic\",",
        "      \"Type\": \"AWS::SNS::Topic\"",
        "      \"Type\": \"AWS::SNS::Topic\",",
        ["5:7 syntax-comma plain: the missing comma is added"],
    ),
    "two commas": (
        "      \"Type\": \"AWS::SNS::Topic\",",
        "      \"Type\": \"AWS::SNS::Topic\",,",
        "      \"Type\": \"AWS::SNS::Topic\",",
        ["4:33 syntax-comma plain: a comma with nothing before it is taken out"],
    ),
    "a comment to the end of the line": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"name\" // x",
        "        \"TopicName\": \"name\"",
        ["6:29 syntax-comment plain: the comment is taken out"],
    ),
    "a comment between": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": /* x */ \"name\"",
        "        \"TopicName\": \"name\"",
        ["6:22 syntax-comment plain: the comment is taken out"],
    ),
    "a comment behind a hash": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"name\" # x",
        "        \"TopicName\": \"name\"",
        ["6:29 syntax-comment plain: the comment is taken out"],
    ),
    "a comment over lines before a key": (
        "        \"TopicName\": \"name\"",
        "        /* one\n        two */\n        \"TopicName\": \"name\"",
        "        \"TopicName\": \"name\"",
        ["6:9 syntax-comment plain: the comment is taken out"],
    ),
    "single quotes": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": 'name'",
        "        \"TopicName\": \"name\"",
        ["6:22 syntax-quotes plain: text in single quotes is written in double quotes"],
    ),
    "single quotes around double ones": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": 'a \"b\" c'",
        "        \"TopicName\": \"a \\\"b\\\" c\"",
        ["6:22 syntax-quotes plain: text in single quotes is written in double quotes"],
    ),
    "an escaped single quote": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": 'it\\'s'",
        "        \"TopicName\": \"it's\"",
        ["6:22 syntax-quotes plain: text in single quotes is written in double quotes"],
    ),
    "curly quotes": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \u201cname\u201d",
        "        \"TopicName\": \"name\"",
        ["6:22 syntax-quotes plain: text in typographic quotes is written in plain ones"],
    ),
    "backticks over lines": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": `one\n  two`",
        "        \"TopicName\": \"one\\n  two\"",
        ["6:22 syntax-quotes plain: text in backticks is written in double quotes"],
    ),
    "a bare word": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": name",
        "        \"TopicName\": \"name\"",
        ["6:22 syntax-quotes guess: the text is put in quotes"],
    ),
    "bare words": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": two words",
        "        \"TopicName\": \"two words\"",
        ["6:22 syntax-quotes guess: the text is put in quotes"],
    ),
    "a bare key": (
        "        \"TopicName\": \"name\"",
        "        TopicName: \"name\"",
        "        \"TopicName\": \"name\"",
        ["6:9 syntax-quotes plain: the key 'TopicName' is put in quotes"],
    ),
    "the closing quote of a value is missing": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"name",
        "        \"TopicName\": \"name\"",
        ["6:22 syntax-quotes guess: the closing quote is added"],
    ),
    "the closing quote of a value is missing before a comma": (
        "      \"Type\": \"AWS::SNS::Topic\",",
        "      \"Type\": \"AWS::SNS::Topic,",
        "      \"Type\": \"AWS::SNS::Topic\",",
        ["4:15 syntax-quotes guess: the closing quote is added"],
    ),
    "the opening quote of a key is missing": (
        "        \"TopicName\": \"name\"",
        "        TopicName\": \"name\"",
        "        \"TopicName\": \"name\"",
        ["6:9 syntax-quotes plain: the key 'TopicName' is put in quotes"],
    ),
    "a line break in a text": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"one\ntwo\"",
        "        \"TopicName\": \"one\\ntwo\"",
        ["6:22 syntax-escape plain: line breaks are written as \\n"],
    ),
    "a tab in a text": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"one\ttwo\"",
        "        \"TopicName\": \"one\\ttwo\"",
        ["6:22 syntax-escape plain: a backslash or control character is escaped"],
    ),
    "an unknown escape": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"a\\d+\"",
        "        \"TopicName\": \"a\\\\d+\"",
        ["6:22 syntax-escape plain: a backslash or control character is escaped"],
    ),
    "an escape of two characters and a line break": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"a\\n\\u0041\nb\"",
        "        \"TopicName\": \"a\\nA\\nb\"",
        ["6:22 syntax-escape plain: line breaks are written as \\n"],
    ),
    "True": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": True",
        "        \"TopicName\": true",
        ["6:22 syntax-quotes plain: True is written true"],
    ),
    "None": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": None",
        "        \"TopicName\": null",
        ["6:22 syntax-quotes plain: None is written null"],
    ),
    "NaN": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": NaN",
        "        \"TopicName\": \"NaN\"",
        ["6:22 syntax-quotes guess: the text is put in quotes"],
    ),
    "a colon missing": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\" \"name\"",
        "        \"TopicName\": \"name\"",
        ["6:21 syntax-colon plain: the colon after 'TopicName' is written"],
    ),
    "an equals sign for a colon": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\" = \"name\"",
        "        \"TopicName\":  \"name\"",
        ["6:21 syntax-colon plain: the colon after 'TopicName' is written"],
    ),
    "an arrow for a colon": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\" => \"name\"",
        "        \"TopicName\":  \"name\"",
        ["6:21 syntax-colon plain: the colon after 'TopicName' is written"],
    ),
    "a short function": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": !Sub \"${A}-x\"",
        "        \"TopicName\": {\"Fn::Sub\": \"${A}-x\"}",
        ["6:22 syntax-short-form plain: the short form !Sub is written \"Fn::Sub\""],
    ),
    "a short function without quotes": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": !Ref A",
        "        \"TopicName\": {\"Ref\": \"A\"}",
        ["6:22 syntax-short-form plain: the short form !Ref is written \"Ref\""],
    ),
    "a short function of a list": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": !Join [\"\", [a, !Ref B]]",
        "        \"TopicName\": {\"Fn::Join\": [\"\", [\"a\", {\"Ref\": \"B\"}]]}",
        ["6:22 syntax-short-form plain: the short form !Join is written \"Fn::Join\"", "6:34 syntax-quotes guess: the text is put in quotes", "6:37 syntax-short-form plain: the short form !Ref is written \"Ref\""],
    ),
    "a short attribute": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": !GetAtt A.TopicName",
        "        \"TopicName\": {\"Fn::GetAtt\": [\"A\", \"TopicName\"]}",
        ["6:22 syntax-short-form plain: the short form !GetAtt is written \"Fn::GetAtt\""],
    ),
    "block text": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": |\n          one\n            two",
        "        \"TopicName\": \"one\\n  two\\n\"",
        ["6:22 syntax-short-form plain: YAML block text is written as a JSON text"],
    ),
    "block text without its last line break": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": |-\n          one\n          two",
        "        \"TopicName\": \"one\\ntwo\"",
        ["6:22 syntax-short-form plain: YAML block text is written as a JSON text"],
    ),
    "folded block text": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": >\n          one\n          two\n\n          three",
        "        \"TopicName\": \"one two\\n\\nthree\\n\"",
        ["6:22 syntax-short-form plain: YAML block text is written as a JSON text"],
    ),
    "a bracket too many at the end": (
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n}\n",
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        ["11:1 syntax-bracket guess: what closes nothing at the end is taken out"],
    ),
    "a bracket too many in the middle": (
        "      }\n    }",
        "      }}\n    }",
        "      }}",
        ["8:5 syntax-bracket guess: a '}' that closes nothing is taken out"],
    ),
    "a bracket too few at the end": (
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n",
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        ["9:4 syntax-bracket guess: the brackets that are still open at the end are closed"],
    ),
    "a bracket too few in the middle": (
        "    }\n  }",
        "  }",
        "    }\n  }",
        ["8:3 syntax-bracket guess: the missing '}' is added"],
    ),
    "cut off in a value": (
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"na",
        "      \"Type\": \"AWS::SNS::Topic\"\n    }\n  }\n}\n",
        ["4:32 syntax-bracket guess: the brackets that are still open at the end are closed", "5:7 syntax-cut-off guess: the text ends in the middle of this entry, which is lost; what is whole before it is kept"],
    ),
    "cut off behind a colon": (
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\":",
        "      \"Type\": \"AWS::SNS::Topic\"\n    }\n  }\n}\n",
        ["4:32 syntax-bracket guess: the brackets that are still open at the end are closed", "5:7 syntax-cut-off guess: the text ends in the middle of this entry, which is lost; what is whole before it is kept"],
    ),
    "cut off in a key": (
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"Topic",
        "      \"Type\": \"AWS::SNS::Topic\"\n    }\n  }\n}\n",
        ["4:32 syntax-bracket guess: the brackets that are still open at the end are closed", "5:7 syntax-cut-off guess: the text ends in the middle of this entry, which is lost; what is whole before it is kept"],
    ),
    "cut off behind a comma": (
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        "      \"Type\": \"AWS::SNS::Topic\",",
        "      \"Type\": \"AWS::SNS::Topic\"\n    }\n  }\n}\n",
        ["4:32 syntax-bracket guess: the brackets that are still open at the end are closed"],
    ),
    "an equal entry twice": (
        "        \"TopicName\": \"name\"",
        "        \"TopicName\": \"name\",\n        \"TopicName\": \"name\"",
        "        \"TopicName\": \"name\"",
        ["7:9 syntax-duplicate plain: 'TopicName' is written twice with the same value; one is taken out"],
    ),
    "a code block": (
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}",
        "```json\n{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n```",
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}",
        ["1:1 syntax-wrapping plain: the template is taken out of its code block; the text around it is dropped"],
    ),
    "prose around it": (
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n",
        "Here it is:\n\n{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}\n\nEnjoy!\n",
        "\n{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}",
        ["1:1 syntax-wrapping plain: the text around the template is dropped"],
    ),
    "two mistakes": (
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"",
        "      \"Type\": \"AWS::SNS::Topic\"\n      \"Properties\": {\n        \"TopicName\": 'name',",
        "      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"",
        ["5:7 syntax-comma plain: the missing comma is added", "6:22 syntax-quotes plain: text in single quotes is written in double quotes", "6:28 syntax-comma plain: the comma before the closing bracket is taken out"],
    ),
    "a byte order mark and a comma": (
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"",
        "\ufeff{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\",",
        "\ufeff{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"",
        ["6:28 syntax-comma plain: the comma before the closing bracket is taken out"],
    ),
    "line breaks of Windows and a comma": (
        "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      }\n    }\n  }\n}",
        "{\r\n  \"Resources\": {\r\n    \"A\": {\r\n      \"Type\": \"AWS::SNS::Topic\",\r\n      \"Properties\": {\r\n        \"TopicName\": \"name\",\r\n      }\r\n    }\r\n  }\r\n}\r",
        "{\r\n  \"Resources\": {\r\n    \"A\": {\r\n      \"Type\": \"AWS::SNS::Topic\",\r\n      \"Properties\": {\r\n        \"TopicName\": \"name\"\r\n      }\r\n    }\r\n  }\r\n}\r",
        ["6:28 syntax-comma plain: the comma before the closing bracket is taken out"],
    ),
}
IN_YAML = {
    "a colon missing": (
        "    Properties:",
        "    Properties",
        "    Properties:",
        ["4:15 syntax-colon plain: the missing colon is added"],
    ),
    "an asterisk": (
        "      TopicName: name",
        "      TopicName: *",
        "      TopicName: '*'",
        ["5:18 syntax-quotes plain: the value is put in quotes"],
    ),
    "an asterisk in brackets": (
        "      TopicName: name",
        "      TopicName: [*]",
        "      TopicName: '[*]'",
        ["5:18 syntax-quotes guess: the value is put in quotes"],
    ),
    "an at": (
        "      TopicName: name",
        "      TopicName: @x",
        "      TopicName: '@x'",
        ["5:18 syntax-quotes plain: the value is put in quotes"],
    ),
    "two braces": (
        "      TopicName: name",
        "      TopicName: {{resolve:ssm:x}}",
        "      TopicName: '{{resolve:ssm:x}}'",
        ["5:18 syntax-quotes plain: the value is put in quotes"],
    ),
    "a backtick": (
        "      TopicName: name",
        "      TopicName: `x`",
        "      TopicName: '`x`'",
        ["5:18 syntax-quotes plain: the value is put in quotes"],
    ),
    "a percent": (
        "      TopicName: name",
        "      TopicName: %x",
        "      TopicName: '%x'",
        ["5:18 syntax-quotes plain: the value is put in quotes"],
    ),
    "a colon in a text": (
        "      TopicName: name",
        "      TopicName: a: b",
        "      TopicName: 'a: b'",
        ["5:18 syntax-quotes plain: the value is put in quotes"],
    ),
    "text behind quotes": (
        "      TopicName: name",
        "      TopicName: \"a\" b",
        "      TopicName: \"a\\\" b\"",
        ["5:18 syntax-quotes guess: the quotes of this text are mended"],
    ),
    "a quote without end": (
        "      TopicName: name",
        "      TopicName: \"a",
        "      TopicName: \"a\"",
        ["5:18 syntax-quotes guess: the quotes of this text are mended"],
    ),
    "a single quote inside": (
        "      TopicName: name",
        "      TopicName: 'it's'",
        "      TopicName: 'it''s'",
        ["5:18 syntax-quotes guess: the quotes of this text are mended"],
    ),
    "a backslash in double quotes": (
        "      TopicName: name",
        "      TopicName: \"a\\d\"",
        "      TopicName: \"a\\\\d\"",
        ["5:18 syntax-quotes guess: the quotes of this text are mended"],
    ),
    "a bracket without end": (
        "      TopicName: name",
        "      TopicName: [a, b",
        "      TopicName: '[a, b'",
        ["5:18 syntax-quotes guess: the value is put in quotes"],
    ),
    "an equal key twice": (
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name\n",
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name\n      TopicName: name\n",
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name\n\n",
        ["6:7 syntax-duplicate plain: an entry is written twice with the same body; one is taken out"],
    ),
    "a code block": (
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name",
        "```yaml\nResources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name\n```",
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name",
        ["1:1 syntax-wrapping plain: the template is taken out of its code block; the text around it is dropped"],
    ),
    "prose around it": (
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name",
        "Here it is:\n\nResources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name\n\nEnjoy it.",
        "\nResources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name\n",
        ["1:1 syntax-wrapping plain: the text around the template is dropped"],
    ),
    "a code block that never ends": (
        "Resources:",
        "```yaml\nResources:",
        "Resources:",
        ["1:1 syntax-wrapping guess: the template is taken out of its code block; the text around it is dropped"],
    ),
    "an unknown alias": (
        "      TopicName: name",
        "      TopicName: *x",
        "      TopicName: '*x'",
        ["5:18 syntax-quotes guess: the value is put in quotes"],
    ),
    "a comma at the end of a line": (
        "      TopicName: name",
        "      TopicName: \"name\",",
        "      TopicName: \"name\\\",\"",
        ["5:18 syntax-quotes guess: the quotes of this text are mended"],
    ),
}
LEFT_ALONE = {
    "a comment that never ends": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\" /* x\n      }\n    }\n  }\n}\n",
    "the opening quote of a value is missing": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": name\"\n      }\n    }\n  }\n}\n",
    "the closing quote of a key is missing": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName: \"name\"\n      }\n    }\n  }\n}\n",
    "a number with leading zeros": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": 007\n      }\n    }\n  }\n}\n",
    "a number with a plus": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": +1\n      }\n    }\n  }\n}\n",
    "a hexadecimal number": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": 0x1F\n      }\n    }\n  }\n}\n",
    "a number that begins with a point": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": .5\n      }\n    }\n  }\n}\n",
    "two colons": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\":: \"name\"\n      }\n    }\n  }\n}\n",
    "the wrong bracket": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\"\n      ]\n    }\n  }\n}\n",
    "another entry twice": "{\n  \"Resources\": {\n    \"A\": {\n      \"Type\": \"AWS::SNS::Topic\",\n      \"Properties\": {\n        \"TopicName\": \"name\",\n        \"TopicName\": \"other\"\n      }\n    }\n  }\n}\n",
    "a colon without blank": "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName:name\n",
    "another key twice": "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: name\n      TopicName: other\n",
    "a list without a blank behind the dash": "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: \n        -a\n        -b\n",
}
# fmt: on


def said(text):
    document = recover(text, dialect=CLOUDFORMATION, roots=ROOTS)
    return document.text, [
        f"{one.position.line}:{one.position.column} {one.mend.kind} "
        f"{'plain' if one.mend.plain else 'guess'}: {one.mend.message}"
        for one in document.recovery.found
    ]


@pytest.mark.parametrize(("old", "broken", "mended", "words"), IN_JSON.values(), ids=IN_JSON)
def test_json_is_mended_to_this_text_with_these_words(old, broken, mended, words):
    assert said(JSON.replace(old, broken, 1)) == (JSON.replace(old, mended, 1), words)


@pytest.mark.parametrize(("old", "broken", "mended", "words"), IN_YAML.values(), ids=IN_YAML)
def test_yaml_is_mended_to_this_text_with_these_words(old, broken, mended, words):
    assert said(YAML.replace(old, broken, 1)) == (YAML.replace(old, mended, 1), words)


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_can_be_read_in_two_ways_is_left_alone(text):
    assert recover(text, dialect=CLOUDFORMATION, roots=ROOTS) is None


def test_what_is_mended_in_several_rounds_is_told_at_the_places_of_the_text_as_it_was_given():
    broken = "Description: @y\n" + YAML.replace("name", "*")
    mended, words = said("Here it is:\n\n```yaml\n" + broken + "```\nEnjoy.\n")
    assert mended == "Description: '@y'\n" + YAML.replace("name", "'*'")
    assert [word.split()[0] for word in words] == ["1:1", "4:14", "9:18"]


def test_kinds_of_mends_have_titles():
    assert KINDS == {
        "syntax-wrapping": "The template stands in other text",
        "syntax-comment": "JSON has a comment",
        "syntax-comma": "A comma is missing or too many",
        "syntax-quotes": "Text is not quoted as it must be",
        "syntax-escape": "Text holds what must be escaped",
        "syntax-short-form": "YAML stands in JSON",
        "syntax-bracket": "Brackets do not match",
        "syntax-cut-off": "The text ends in the middle",
        "syntax-duplicate": "An entry is written twice",
        "syntax-indentation": "Indentation does not fit",
        "syntax-colon": "A colon is missing",
    }
