using Mcpx.Domain.Decisions;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Rca;

public sealed class RcaMarkdownTests
{
    private const string Whole = """
        # Prod rolled back

        Post-incident report, INC-0001, runbook TJ-MCPX-RB-02 v1.1.0

        It was complete.

        Ticket: Not captured

        ## Roles

        | Role | Who |
        | --- | --- |
        | Deputy | ben |

        ## Impact

        | Figure | What |
        | --- | --- |
        | 12 min | from first harm to recovery |
        | Not captured | calls failed |

        ## Where the time went

        | Phase | From | To | Took |
        | --- | --- | --- | --- |
        | Detect | 09:00:00 UTC | 09:00:01 UTC | 1 s |
        | Decide | 09:00:01 UTC | not ended | not ended |

        ## Before, during, after (worst reading)

        | Series | Limit | Before | During | After |
        | --- | --- | --- | --- | --- |
        | error-rate/Api/api-1 | 1 % | Not captured | 3.8 % | 0.1 % |

        ## Root cause

        A buffer.

        ## Contributing factors

        - no test

        ## Failing release against LKG

        Not captured

        ## Config and flag changes

        | Time | Key | Before | After | By |
        | --- | --- | --- | --- | --- |
        | 2026-11-01 09:00:00 | Sse:Flush | absent | Buffered | eva |

        ## Log excerpts

        | Time | Request id | Code | What |
        | --- | --- | --- | --- |
        | 09:00:02 UTC | r-1 | none | GET /api/flags on api-1: Refused; 3 times |

        ## Why this rollback

        | Answer | Question | Fact |
        | --- | --- | --- |
        | Refused | 1. Config? | no key was set |
        | Proposal | Roll back | the Api to v1.8.1 |

        ## What was checked

        | Check | Measured | Required | Result |
        | --- | --- | --- | --- |
        | contract | 200 | 200 | Passed |
        | SSE gap | 17 s | 15 s | Failed |

        ## Timeline (UTC)

        | Time | What | Who | Entry |
        | --- | --- | --- | --- |
        | 2026-11-01 09:00:01 | Incident opened | watchdog | #7 |

        ## Acceptance criteria

        | Result | Criterion | Proof |
        | --- | --- | --- |
        | Not met | restored in time | 31 min |
        | Not needed | audit | no key was set |
        | Met | stable | watched |

        ## Follow-ups

        | What | Owner | Due |
        | --- | --- | --- |
        | Test it | qa | 2026-11-28 |

        ## What judged it

        Watchdog 0.1.0.

        ## Changed of the watchdog meanwhile

        | Time | Key | Before | After | By |
        | --- | --- | --- | --- | --- |
        | 2026-11-01 09:00:05 | Watchdog | 0.1.0 | 0.2.0 | host-b |

        ## Not captured

        - web client errors


        """;

    [Fact]
    public void Write_Report_IsOneDocumentWithEveryPart()
    {
        var report = new RcaReport(
            Story.Opened().State!,
            "Prod rolled back",
            "It was complete.",
            [new("Deputy", "ben")],
            [new("Detect", Some.At(0), Some.At(1)), new("Decide", Some.At(1), To: null)],
            [new("error-rate", "error-rate/Api/api-1", 10_000, Unit.PartsPerMillion, null, 38_000, 1_000, [])],
            Parts: [],
            [new("contract", "200", "200", Passed: true), new("SSE gap", "17 s", "15 s", Passed: false)],
            [
                new(PathAnswer.Refused, "1. Config?", "no key was set"),
                new(PathAnswer.Outcome, "Roll back", "the Api to v1.8.1"),
            ],
            [new(Some.At(1), "Incident opened", "watchdog", 7, Key: true)],
            [
                new("restored in time", CriterionResult.NotMet, "31 min"),
                new("audit", CriterionResult.NotNeeded, "no key was set"),
                new("stable", CriterionResult.Met, "watched"),
            ]
        )
        {
            Impact = [new("12 min", "from first harm to recovery"), new(Value: null, "calls failed")],
            Words = new("A buffer.", ["no test"], [new("Test it", "qa", new(2026, 11, 28))]),
            Changes = [new(Some.At(0), "Sse:Flush", Before: null, "Buffered", "eva")],
            Excerpts =
            [
                new(new(Some.At(2), "api-1", "GET /api/flags", Fault.Refused, 0, "r-1", ErrorCode: null), Count: 3),
            ],
            Watchdog = "0.1.0",
            Record = [new(Some.At(5), "Watchdog", "0.1.0", "0.2.0", "host-b")],
            Missing = ["web client errors"],
        };

        Assert.Equal(Whole.ReplaceLineEndings("\n"), RcaMarkdown.Write(report));
    }
}
