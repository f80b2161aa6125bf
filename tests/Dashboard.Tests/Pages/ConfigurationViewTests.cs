using Mcpx.Dashboard.Components.Pages.Configuration;
using Mcpx.Dashboard.Components.Pages.Parity;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Pages;

public sealed class ConfigurationViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Changes_OneBeforeAnIncident_IsMarkedAndMayBeAskedBack()
    {
        var state = State(
            At(-10, new ChangeSeen(Key("c1", "Cors:AllowedOrigins", "https://a", "https://b", -10))),
            At(-9, new IncidentOpened("INC-0001", "Prod", Breach()), "incident/INC-0001")
        );

        var row = Assert.Single(ChangeRow.Of(state, "Prod", Now));

        Assert.Equal(("'https://a'", "'https://b'", "ada"), (row.Before, row.After, row.By));
        Assert.Equal(("INC-0001", "1 min before INC-0001"), (row.NearIncident, row.Near));
        Assert.Equal((TriggerNames.Cors, null), (row.Trigger, row.NoRevert));
    }

    [Fact]
    public void Changes_ManyOfOneKey_NewestFirstAndOnlyTheNewestMayGoBack()
    {
        var state = State(
            At(-10, new ChangeSeen(Key("c1", "Cors:AllowedOrigins", "a", "b", -10))),
            At(-5, new ChangeSeen(Key("c2", "Cors:AllowedOrigins", "b", "c", -5)))
        );

        var rows = ChangeRow.Of(state, "Prod", Now);

        Assert.Equal(["c2", "c1"], rows.Select(row => row.Id));
        Assert.Equal([null, "It was changed again since."], rows.Select(row => row.NoRevert));
    }

    [Theory]
    [InlineData("Smtp:Password", "hmac:3f9ac01b77de", "hmac:3f9ac01b77df", "ada", "It is secret")]
    [InlineData("Cors:AllowedOrigins", null, "b", "ada", "What it was before is not known")]
    [InlineData("Cors:AllowedOrigins", "a", "b", "INC-0003", "It was set back by an incident's plan.")]
    public void Changes_ThatNoPlanTakesBack_SayWhy(string key, string? before, string after, string by, string why)
    {
        var state = State(At(-10, new ChangeSeen(Key("c1", key, before, after, -10) with { By = by })));

        Assert.StartsWith(why, Assert.Single(ChangeRow.Of(state, "Prod", Now)).NoRevert, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_OlderThanTheHorizon_AreForPeople() =>
        Assert.StartsWith(
            "Older than",
            Assert
                .Single(
                    ChangeRow.Of(
                        State(At(-9_000, new ChangeSeen(Key("c1", "Cors:AllowedOrigins", "a", "b", -9_000)))),
                        "Prod",
                        Now
                    )
                )
                .NoRevert,
            StringComparison.Ordinal
        );

    [Fact]
    public void Parity_NoExpectedFile_IsNotHealthy()
    {
        var view = ParityView.Of(State(compared: false), "Prod", null, []);

        Assert.Equal((VerdictState.NoData, false), (view.State, view.IsCompared));
        Assert.StartsWith("Not compared", view.Text, StringComparison.Ordinal);
        Assert.Equal("Nothing was compared yet.", view.NoReapply);
    }

    [Fact]
    public void Parity_NoReportYet_IsNoData() =>
        Assert.Equal(VerdictState.NoData, ParityView.Of(State(), "Prod", null, []).State);

    [Fact]
    public void Parity_Drifted_ListsWithDigestsSinceAndWhatToDoByHand()
    {
        var cors = Difference("Cors:AllowedOrigins", "a", "b");
        var secret = Difference("Smtp:Password", "hmac:3f9ac01b77de", "hmac:000000000000") with { Secret = true };
        var waived = Difference("Api:BaseUrl", "x", "y") with { Severity = DriftSeverity.Ignored };
        var older = new ParityReport(Now.AddHours(-2), 9, [cors]);
        var newest = new ParityReport(Now.AddHours(-1), 9, [cors, secret, waived]);
        var state = State(At(-60, new ParityReported(newest)));

        var view = ParityView.Of(state, "Prod", null, [newest, older]);

        Assert.Equal("2 critical, 0 warnings in 9 keys.", view.Text);
        Assert.Equal([Now.AddHours(-2), Now.AddHours(-1), Now.AddHours(-1)], view.Rows.Select(row => row.Since));
        Assert.Equal([false, false, true], view.Rows.Select(row => row.Waived));
        Assert.Equal("Smtp:Password is secret: set it where secrets are kept.", Assert.Single(view.ByHand));
        Assert.Null(view.NoReapply);
    }

    [Fact]
    public void Parity_OnlySecretsDiffer_CannotBeReapplied()
    {
        var secret = Difference("Smtp:Password", "hmac:3f9ac01b77de", "hmac:000000000000") with { Secret = true };
        var state = State(At(-60, new ParityReported(new(Now, 9, [secret]))));

        Assert.Equal(
            "None of the critical differences can be written from here.",
            ParityView.Of(state, "Prod", null, []).NoReapply
        );
    }

    private static ParityDifference Difference(string key, string expected, string found) =>
        new(key, DifferenceKind.Different, DriftSeverity.Critical, expected, found, Secret: false);

    private static Change Key(string id, string key, string? before, string? after, int minutes) =>
        new(id, ChangeKind.Config, Component.Config, key, before, after, "ada", Now.AddMinutes(minutes));

    private static (DateTimeOffset, IEvent, string) At(
        int minutes,
        IEvent happened,
        string stream = "environment/Prod"
    ) => (Now.AddMinutes(minutes), happened, stream);

    private static JournalState State(params (DateTimeOffset At, IEvent Event, string Stream)[] events) =>
        State(compared: true, events);

    private static JournalState State(bool compared, params (DateTimeOffset At, IEvent Event, string Stream)[] events)
    {
        var options = new EnvironmentOptions
        {
            Probes = new() { Parity = new() { ExpectedFile = compared ? "prod.yaml" : null } },
        };
        var applied = new ConfigurationApplied(
            new() { Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = options } },
            []
        );
        return events
            .Prepend((Now.AddDays(-1), applied, Streams.Node))
            .Select(
                (one, index) => new JournalEntry(index + 1, one.Item3, index + 1, one.Item1, Actor.Watchdog, one.Item2)
            )
            .Aggregate(JournalState.Empty, (state, entry) => state.Evolve(entry));
    }

    private static Verdict Breach() =>
        new(
            TriggerNames.Cors,
            Component.Api,
            null,
            null,
            VerdictState.Breached,
            Now,
            Now,
            TimeSpan.Zero,
            TimeSpan.Zero,
            2,
            1,
            Unit.Count,
            2,
            2,
            null,
            "origins are refused"
        );
}
