"""The steps that turn the installed cfn-lint's data into `repair/knowledge/data/`, one module each.

    source       finds cfn-lint's files and reads them
    strip        a provider schema without its prose
    facts        what a provider schema says beside the properties: attributes, create-only paths, tags
    constraints  cfn-lint's extension schemas, the rule of each and the places where it applies
    language     schemas of policy documents, update policies, parameters, ...
    tables       Lambda runtimes, engine versions, stateful types
    pack         everything together, and on disk

Only this package imports cfn-lint (the extra `referee`); nothing in it is imported when `repair` runs. The
result is deterministic: no clock, sorted keys; the date in the data is that of cfn-lint's schemas.
"""
