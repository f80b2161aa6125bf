using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Comms;

namespace Mcpx.Watchdog.Tests.Comms;

/// <summary>What of a message Slack may take for more than text: who leads or is called, and the incident's pages.</summary>
public sealed class SlackMarkupTests
{
    private static readonly WatchdogOptions Options = Some.Options(Some.Environment()) with
    {
        DashboardAddress = "https://w.example/",
        Roster = new()
        {
            IncidentCommander = "rina",
            Deputy = "dee & co",
            DecisionOwner = "dora",
            Contacts =
            [
                new() { Name = "rina", SlackId = "U024RINA" },
                new() { Name = "dee & co", SlackId = "U024DEE" },
                new() { Name = "nils", SlackId = "U024NILS" },
                new() { Name = "rin", SlackId = "U024RIN" },
            ],
        },
    };

    [Theory]
    [InlineData("IC: @rina, Deputy: @dee & co.", "IC: <@U024RINA>, Deputy: <@U024DEE>.")]
    [InlineData("Owner: @dora", "Owner: @dora")]
    [InlineData("not asked: @nils", "not asked: @nils")]
    [InlineData(
        "@rinaldo x@rina @rina.b @rina@example.com @rina-b",
        "@rinaldo x@rina @rina.b @rina@example.com @rina-b"
    )]
    [InlineData("<@U024RINA> <!channel>", "&lt;@U024RINA&gt; &lt;!channel&gt;")]
    [InlineData("See https://w.example/incidents/INC-0001", "See <https://w.example/incidents/INC-0001>")]
    [InlineData(
        "its report: https://w.example/incidents/INC-0001/rca",
        "its report: <https://w.example/incidents/INC-0001/rca>"
    )]
    [InlineData("https://w.example/incidents/INC-00011", "https://w.example/incidents/INC-00011")]
    [InlineData("https://evil.example/here #general", "https://evil.example/here #general")]
    public void Of_Words_OnlyWhoLeadsAndTheIncidentsPagesAreMore(string text, string markup) =>
        Assert.Equal(markup, Markup(text));

    [Fact]
    public void Of_WhoIsCalledAndWhoTookARole_IsMentioned()
    {
        var taken = Incident.Roles.SetItem(
            IncidentRole.IncidentCommander,
            new("nils", Some.Start, From: null, Given: false)
        );

        Assert.Equal("<@U024NILS> @rina", Markup("@nils @rina", Incident with { Roles = taken }));
        Assert.Equal("<@U024RIN>, take it", Markup("@rin, take it", called: "rin"));
    }

    [Fact]
    public void Of_QuietHours_NamesPeopleAndMentionsOnlyWhoIsCalled()
    {
        var quiet = Options with
        {
            Environments = new Dictionary<string, EnvironmentOptions>
            {
                ["Alpha"] = Some.Environment() with { QuietHours = [new()] },
            },
        };

        Assert.Equal(
            "IC: @rina, <@U024NILS>",
            Markup("IC: @rina, @nils", Incident with { Environment = "Alpha" }, "nils", quiet)
        );
    }

    [Theory]
    [InlineData("&", "&amp;")]
    [InlineData("😀", "😀")]
    [InlineData("@rina ", "<@U024RINA> ")]
    public void Of_TooLong_IsCutBetweenCharacters(string piece, string markup)
    {
        var cut = SlackMarkup.Of(
            $".{string.Concat(Enumerable.Repeat(piece, 3_000))}",
            References(new("page", ""), Incident, Options),
            2_900
        );

        Assert.InRange(cut.Length, 2_880, 2_901);
        Assert.Equal($".{string.Concat(Enumerable.Repeat(markup, 3_000))}"[..(cut.Length - 1)] + "…", cut);
        // A mention is followed by a space, which is a character of its own.
        Assert.Contains(cut[^2], piece == "@rina " ? "> " : markup[^1..]);
    }

    private static Incident Incident { get; } = new() { Id = "INC-0001", Environment = "Prod" };

    private static string Markup(
        string text,
        Incident? incident = null,
        string? called = null,
        WatchdogOptions? options = null
    ) =>
        SlackMarkup.Of(
            text,
            References(
                new("page", text) { Called = called is null ? [] : [called] },
                incident ?? Incident,
                options ?? Options
            )
        );

    private static IReadOnlyList<SlackReference> References(
        Domain.Comms.TellingLine line,
        Incident incident,
        WatchdogOptions options
    ) => new SlackReferences(options, new(options), TimeProvider.System).Of(incident, line);
}
