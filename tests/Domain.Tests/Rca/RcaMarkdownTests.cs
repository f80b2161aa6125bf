using Mcpx.Domain.Decisions;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Tests.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Rca;

public sealed class RcaMarkdownTests
{
    private const string Whole = """
        # Prod rolled back

        Post-incident report, INC-0001, runbook TJ-MCPX-RB-02 v1.1.0

        It was complete.

        ## Roles

        | Role | Who |
        | --- | --- |
        | Deputy | ben |

        ## Where the time went

        | Phase | From | To | Took |
        | --- | --- | --- | --- |
        | Detect | 09:00:00 UTC | 09:00:01 UTC | 1 s |
        | Decide | 09:00:01 UTC | not ended | not ended |

        ## Before, during, after (worst reading)

        | Series | Limit | Before | During | After |
        | --- | --- | --- | --- | --- |
        | error-rate/Api/api-1 | 1 % | Not captured | 3.8 % | 0.1 % |

        ## Failing release against LKG

        Not captured

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

        ## Root cause

        Not captured


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
        );

        Assert.Equal(Whole.ReplaceLineEndings("\n"), RcaMarkdown.Write(report));
    }
}
