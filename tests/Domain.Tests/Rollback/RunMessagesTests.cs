using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Tests.Rollback;

/// <summary>What #release and #incident read: of a rollback the runbook's words, of an undo words that cannot be taken for it.</summary>
public sealed class RunMessagesTests
{
    private static readonly RosterOptions Roster = new() { IncidentCommander = "ada", Deputy = "ben" };

    [Fact]
    public void Start_ARollback_IsTheRunbooksTemplate() =>
        Assert.Equal(
            "Declaring **rollback** in **Prod** for MCPX-KendoBridge. Current release v1.8.2 failing due to errors. "
                + "Reverting to LKG v1.8.1 now. IC: @ada, Deputy: @ben.",
            RunMessages.Start(Some.Plan(), "errors", Roster)
        );

    [Fact]
    public void StartAndSuccess_AnUndo_SayThatItGoesForward()
    {
        var undo = Some.Plan() with { Undoes = 1 };

        Assert.Equal(
            "Undoing the **rollback** in **Prod** for MCPX-KendoBridge: it was the network. Going forward from v1.8.2 to v1.8.1 "
                + "again now. IC: @ada, Deputy: @ben.",
            RunMessages.Start(undo, "it was the network.", Roster)
        );
        Assert.Equal(
            "Rollback undone in **Prod**. Forward again to v1.8.1. Health/Ready ✅. SSE TTFB not measured, heartbeat not measured. "
                + "A breach proposes v1.8.2 anew.",
            RunMessages.Success(undo, [])
        );
    }

    [Fact]
    public void Anchor_Head_IsWhatVerifyTakes() =>
        Assert.Equal($"Journal at 1812:{new string('a', 64)}", RunMessages.Anchor(1_812, new('a', 64)));
}
