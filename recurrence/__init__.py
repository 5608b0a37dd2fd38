"""Regular times: what a rule is, on which dates it falls, how it reads, and how others write it.

    rules    a rule, its dates, and its text after RFC 5545
    words    as people read it
    clock    times of the day as people write them
    text     "Mon-Fri 9-5" and the like, read where it is plain; "M-F" and Welsh by `spelling`,
             what maps write by `opening_hours`
    feeds    Open Referral's schedules

Pure: facts in, facts out. Knows no database.
"""
