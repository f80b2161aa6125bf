using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Silences;

public sealed class SilenceDecisionTests
{
    private static readonly SilenceRequest Right = new(
        SilenceKind.Silence,
        [TriggerNames.Latency, TriggerNames.Latency],
        From: null,
        Some.At(3_600),
        "  the vendor looks at it "
    );

    [Fact]
    public void Set_Right_BeginsNowAndBelongsToWhoSetIt()
    {
        var set = Assert.IsType<SilenceSet>(Assert.Single(Decide(Right).Events));

        Assert.Equal(
            ("SIL-0001", "ada", "the vendor looks at it", Some.Start, Some.At(3_600)),
            (set.Id, set.Owner, set.Reason, set.From, set.Until)
        );
        Assert.Equal([TriggerNames.Latency], set.Triggers);
    }

    [Theory]
    [InlineData(-600, 0)]
    [InlineData(600, 600)]
    public void Set_From_IsNeverBeforeItWasSet(double from, double expected) =>
        Assert.Equal(
            Some.At(expected),
            Assert.IsType<SilenceSet>(Assert.Single(Decide(Right with { From = Some.At(from) }).Events)).From
        );

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Sre)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Deployer)]
    [InlineData(Role.Watchdog)]
    public void SetAndEnd_WhoMayNotApprove_IsRefused(Role role)
    {
        var by = new Actor("eve", role);
        var book = Some.State(SilenceBookTests.Set()).Silences;

        Assert.Equal(RefusalKind.Role, Decide(Right, by).Refusal?.Kind);
        Assert.Equal(RefusalKind.Role, SilenceDecision.End(book, "SIL-0001", by, new(), Some.At(1)).Refusal?.Kind);
    }

    [Fact]
    public void Set_RolesConfigured_AreTheOnesThatMay()
    {
        var approval = new ApprovalOptions { Roles = [Role.Sre] };

        Assert.Null(Decide(Right, new("sam", Role.Sre), approval).Refusal);
        Assert.Equal(RefusalKind.Role, Decide(Right, Some.Ic, approval).Refusal?.Kind);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("  ab  ", false)]
    [InlineData("abc", true)]
    public void Set_Reason_HasThreeCharacters(string reason, bool accepted) =>
        Assert.Equal(accepted, Decide(Right with { Reason = reason }).Refusal is null);

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Set_Reason_HasAnEnd(int length, bool accepted) =>
        Assert.Equal(accepted, Decide(Right with { Reason = new('x', length) }).Refusal is null);

    [Fact]
    public void Set_NothingSaid_IsRefusedAndNoException() =>
        Assert.Equal(RefusalKind.ReasonMissing, Decide(new(default, null!, null, null, null!)).Refusal?.Kind);

    [Theory]
    [InlineData(SilenceKind.Silence, 7, true)]
    [InlineData(SilenceKind.Silence, 7.01, false)]
    [InlineData(SilenceKind.Maintenance, 30, true)]
    [InlineData(SilenceKind.Maintenance, 30.01, false)]
    public void Set_Until_IsAtMostSoFarAhead(SilenceKind kind, double days, bool accepted)
    {
        var decided = Decide(Right with { Kind = kind, Until = Some.Start + TimeSpan.FromDays(days) });

        Assert.Equal(accepted ? null : RefusalKind.Invalid, decided.Refusal?.Kind);
    }

    [Fact]
    public void Set_LongestConfigured_IsTheOneThatCounts() =>
        Assert.Equal(
            "until = 1 Nov 10:00 UTC: a silence ends at most 30 min ahead.",
            Decide(Right, options: new() { LongestSilence = TimeSpan.FromMinutes(30) }).Refusal?.Text
        );

    [Fact]
    public void Set_NoEndOrAPastOne_IsRefused()
    {
        Assert.Equal(
            "until is missing: nothing is silenced for ever.",
            Decide(Right with { Until = null }).Refusal?.Text
        );
        Assert.Equal(RefusalKind.Invalid, Decide(Right with { Until = Some.Start }).Refusal?.Kind);
        Assert.Equal(RefusalKind.Invalid, Decide(Right with { From = Right.Until }).Refusal?.Kind);
    }

    [Fact]
    public void Set_UnknownTriggerOrKind_NamesIt()
    {
        Assert.StartsWith(
            "triggers = weather: must be of availability, ",
            Decide(Right with { Triggers = [TriggerNames.Cors, "weather"] }).Refusal?.Text,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "kind = 7: ",
            Decide(Right with { Kind = (SilenceKind)7 }).Refusal?.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Set_FiftyInEffect_IsRefusedUntilOneIsOver()
    {
        var book = SilenceBook.Empty;
        for (var i = 0; i < SilenceDecision.MostAtOnce; i++)
        {
            book = book.With(SilenceBookTests.Set(book.NextId, until: i == 0 ? 60 : 600), Some.Start);
        }

        Assert.Equal(
            RefusalKind.NotNow,
            SilenceDecision.Set(book, Right, Some.Ic, new(), new(), Some.Start).Refusal?.Kind
        );
        Assert.Null(SilenceDecision.Set(book, Right, Some.Ic, new(), new(), Some.At(60)).Refusal);
    }

    [Fact]
    public void End_ByAnother_IsAcceptedOnceAndUnknownIsNot()
    {
        var book = Some.State(SilenceBookTests.Set()).Silences;

        Assert.Equal(
            new SilenceEnded("SIL-0001"),
            Assert.Single(SilenceDecision.End(book, "SIL-0001", Some.Deputy, new(), Some.At(1)).Events)
        );
        Assert.Same(Decided.Already, SilenceDecision.End(book, "SIL-0001", Some.Deputy, new(), Some.At(600)));
        Assert.Equal(
            RefusalKind.Unknown,
            SilenceDecision.End(book, "SIL-0002", Some.Deputy, new(), Some.At(1)).Refusal?.Kind
        );
    }

    [Fact]
    public void Options_OutOfRange_NameKeyAndValue()
    {
        var errors = OptionsValidator
            .Validate(
                new()
                {
                    Silences = new() { LongestSilence = TimeSpan.Zero, LongestMaintenance = TimeSpan.FromDays(91) },
                },
                []
            )
            .Select(error => error.ToString())
            .ToList();

        Assert.Contains("Watchdog:Silences:LongestSilence = 00:00:00: must be longer than zero", errors);
        Assert.Contains("Watchdog:Silences:LongestMaintenance = 91.00:00:00: must be at most 90 days", errors);
    }

    private static Decided Decide(
        SilenceRequest request,
        Actor? by = null,
        ApprovalOptions? approval = null,
        SilenceOptions? options = null
    ) =>
        SilenceDecision.Set(SilenceBook.Empty, request, by ?? Some.Ic, approval ?? new(), options ?? new(), Some.Start);
}
