"""Paper, whatever is on it: asked for, printed, accounted for. It knows no subject.

A subject makes its own kinds of slip and sheet; what they say crosses to other processes as `said`.

slip      what the ticket printer puts on its roll (`slips`: the outbox)
sheet     a job on A4 through CUPS (`sheets`: each print a row, from the wish to the tray)
document  what a sheet shows: a PDF, the signed KK or a paper of our own (`own_papers`)
receipt   what a citizen takes home as proof, on a slip or a sheet; sealed, and printed once
account   the sheets of the printer by the day: put in, used, spoiled, counted
"""
