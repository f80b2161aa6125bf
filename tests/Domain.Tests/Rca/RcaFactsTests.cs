using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;

namespace Mcpx.Domain.Tests.Rca;

/// <summary>Impact, changes, excerpts and what judged it: facts, or "not captured".</summary>
public sealed class RcaFactsTests
{
    [Fact]
    public void Impact_Calls_CountsEveryWindowOnce()
    {
        var story = new Story().Stabilising();
        var window = TimeSpan.FromSeconds(5);
        var facts = Facts(story) with
        {
            Options = Options(window),
            Calls = new Dictionary<Component, IReadOnlyList<RcaCalls>>
            {
                // One reading a second, each of the last five seconds: 0, 5 and 10 tell of different calls.
                [Component.Api] = [.. Enumerable.Range(0, 12).Select(i => new RcaCalls(Some.At(i), 100, 4))],
            },
        };

        var calls = RcaBuilder.Build(facts).Impact[1];

        Assert.Equal(("12", "calls answered 5xx, 4 % of 300, counted in windows of 5 s"), (calls.Value, calls.Text));
    }

    [Fact]
    public void Impact_NothingRecorded_IsNotCapturedAndListed()
    {
        var report = RcaBuilder.Build(Facts(Story.Opened()));

        Assert.Null(report.Impact[0].Value);
        Assert.Null(report.Impact[1].Value);
        Assert.Contains("calls failed: the portal's counters were not read", report.Missing);
        Assert.Contains("evidence pack: not sealed yet", report.Missing);
        Assert.Contains(RcaExcerpt.None, report.Missing);
        Assert.Contains(
            report.Missing,
            line => line.StartsWith("what was changed of the watchdog", StringComparison.Ordinal)
        );
        Assert.Contains(report.Missing, line => line.StartsWith("readings of error-rate", StringComparison.Ordinal));
    }

    [Fact]
    public void Impact_Instances_AreThoseThatBreached()
    {
        var figure = RcaBuilder.Build(Facts(new Story().Stabilising())).Impact[2];

        Assert.Equal(("1", "instance affected: api-1"), (figure.Value, figure.Text));
    }

    [Fact]
    public void Changes_KeysAroundTheIncident_AreListedAndDeploymentsAreNot()
    {
        var story = new Story().Stabilising();
        var facts = Facts(story);
        facts = facts with
        {
            Environment = facts.Environment with
            {
                Changes =
                [
                    Change(-7_200, ChangeKind.Config, "Old"),
                    Change(-60, ChangeKind.Deployment, "v1.9.0"),
                    Change(-50, ChangeKind.Flag, "NewSignIn"),
                ],
            },
        };

        var change = Assert.Single(RcaBuilder.Build(facts).Changes);

        Assert.Equal(("NewSignIn", "0", "1", "eva"), (change.Key, change.Before, change.After, change.By));
    }

    [Fact]
    public void Parts_Scripts_SayWhatChangesUnderTheLkg()
    {
        ReleaseLook Look(ScriptsFinding? scripts) => new([], EvidenceState.Complete, scripts);
        var facts = Facts(new Story().Stabilising());
        var proposal = facts.Incident.Proposal!.Plan;

        RcaPart Scripts(ReleaseLook? failing, ReleaseLook? lkg) =>
            RcaBuilder
                .Build(
                    facts with
                    {
                        Looks = new[] { (proposal.FailingTag, failing), (proposal.TargetTag, lkg) }
                            .Where(one => one.Item2 is not null)
                            .ToDictionary(one => one.Item1, one => one.Item2!),
                    }
                )
                .Parts.Single(part => part.Part.StartsWith("Scripts", StringComparison.Ordinal));

        var changed = Scripts(Look(new("ab", ["0119.sql:2 MIG007 a parameter is gone"], null)), Look(null));
        Assert.Equal(
            ("0119.sql:2 MIG007 a parameter is gone", "none, so none changed"),
            (changed.Failing, changed.Lkg)
        );
        var unknown = Scripts(Look(new(null, [], "no linter is installed")), null);
        Assert.Equal(("not judged: no linter is installed", RcaReport.NotCaptured), (unknown.Failing, unknown.Lkg));
        Assert.Equal("add-only, no signature changed", Scripts(Look(new("ab", [], null)), null).Failing);
    }

    [Fact]
    public void Excerpts_SameFailureManyTimes_IsOneLineWithItsFirstRequestId()
    {
        var facts = Facts(new Story().Stabilising()) with
        {
            FailedCalls = [Failed(3, "r-2"), Failed(1, "r-1"), Failed(2, "r-3", status: 502)],
        };

        var excerpts = RcaBuilder.Build(facts).Excerpts;

        Assert.Equal(["r-1", "r-3"], excerpts.Select(excerpt => excerpt.First.RequestId));
        Assert.Equal("GET /api/flags on api-1: status 503; 2 times", excerpts[0].What);
    }

    [Fact]
    public void Record_ALimitMovedMeanwhile_IsSaidWithBeforeAndAfter()
    {
        var story = new Story().Stabilising();
        var facts = Facts(story) with
        {
            Node =
            [
                Entry(-100, new WatchdogStarted("0.1.0", 1, "host-a")),
                Entry(-99, Applied(TimeSpan.FromSeconds(5))),
                Entry(5, new WatchdogStarted("0.2.0", 2, "host-b")),
                Entry(6, Applied(TimeSpan.FromSeconds(9))),
            ],
        };

        var report = RcaBuilder.Build(facts);

        Assert.Equal("0.1.0", report.Watchdog);
        Assert.Equal(
            ("Watchdog", "0.1.0", "0.2.0"),
            (report.Record[0].Key, report.Record[0].Before, report.Record[0].After)
        );
        var limit = Assert.Single(
            report.Record,
            change => change.Key.EndsWith("ErrorRate:Window", StringComparison.Ordinal)
        );
        Assert.Equal(("00:00:05", "00:00:09"), (limit.Before, limit.After));
    }

    [Fact]
    public void Html_WhatThePortalSaid_IsTextAndNothingElse()
    {
        var facts = Facts(new Story().Stabilising()) with { FailedCalls = [Failed(1, "<script>alert(1)</script>")] };

        var html = RcaHtml.Write(RcaBuilder.Build(facts));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("://", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Markdown_PeoplesWords_AreInItAndNoMarkup()
    {
        var report = RcaBuilder.Build(
            Facts(new Story().Stabilising()) with
            {
                Words = new("It was [this](http://evil).", ["<b>night</b>"], [new("Test it", "qa", new(2026, 11, 28))]),
            }
        );

        var text = RcaMarkdown.Write(report);

        Assert.Contains("It was \\[this](http://evil).", text, StringComparison.Ordinal);
        Assert.Contains("- &lt;b>night&lt;/b>", text, StringComparison.Ordinal);
        Assert.Contains("| Test it | qa | 2026-11-28 |", text, StringComparison.Ordinal);
    }

    private static RcaFacts Facts(Story story) => RcaScene.Facts(story);

    private static EnvironmentOptions Options(TimeSpan window) =>
        new()
        {
            Triggers = new()
            {
                ErrorRate = new() { HoldFor = window * 5, Window = window },
            },
        };

    private static ConfigurationApplied Applied(TimeSpan window) =>
        new(new() { Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = Options(window) } }, []);

    private static JournalEntry Entry(double at, IEvent happened) =>
        new((long)at + 1_000, Streams.Node, 1, Some.At(at), Actor.Watchdog, happened);

    private static Change Change(double at, ChangeKind kind, string key) =>
        new($"{kind}-{at}", kind, Component.Config, key, "0", "1", "eva", Some.At(at));

    private static FailedCall Failed(double at, string request, int status = 503) =>
        new(Some.At(at), "api-1", "GET /api/flags", Fault.None, status, request, "queue_full");
}
