using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Tests.Incidents;

namespace Mcpx.Domain.Tests.Rca;

/// <summary>Draft, reviewed, published: each on the newest version, by more than one person, and never over another's words.</summary>
public sealed class ReportWritingTests
{
    private static readonly ReportWords Words = new(
        "A buffer behind compression.",
        ["No test flushed a quiet stream."],
        [new("Test it", "qa", new DateOnly(2026, 11, 28))]
    );

    [Fact]
    public void Keep_WrittenReviewedPublished_IsThreeVersionsOfTheSameWords()
    {
        var story = Closed()
            .Then(Keep(ReportStage.Draft, 0, Words), Some.Deputy)
            .Then(Keep(ReportStage.Reviewed, 1, comment: " agreed "), Some.Ic)
            .Then(Keep(ReportStage.Published, 2), Some.Owner);

        var report = story.State!.Report!;
        Assert.Equal((3, ReportStage.Published, Some.Owner), (report.Kept.Version, report.Kept.Stage, report.By));
        Assert.True(report.Kept.Words.SameAs(Words));
        Assert.Contains(
            story.Entries,
            entry => entry.Event is ReportKept { Stage: ReportStage.Reviewed, Comment: "agreed" }
        );
    }

    [Fact]
    public void Keep_WrittenAgainAfterPublication_IsADraftAnew() =>
        Assert.Equal(
            ReportStage.Draft,
            Closed()
                .Then(Keep(ReportStage.Draft, 0, Words), Some.Deputy)
                .Then(Keep(ReportStage.Reviewed, 1), Some.Ic)
                .Then(Keep(ReportStage.Published, 2), Some.Owner)
                .Then(Keep(ReportStage.Draft, 3, Words with { RootCause = "It was the proxy." }), Some.Ic)
                .State!.Report!.Kept.Stage
        );

    [Fact]
    public void Keep_OnAVersionThatIsNotTheNewest_IsRefusedAndNamesWhoWasFaster()
    {
        var story = Closed().Then(Keep(ReportStage.Draft, 0, Words), Some.Deputy);

        var refusal = story.Try(Keep(ReportStage.Draft, 0, Words with { RootCause = "mine" }), Some.Ic).Refusal!;

        Assert.Equal(RefusalKind.StalePlan, refusal.Kind);
        Assert.Contains($"{Some.Deputy.Name} kept version 1", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_TheSameDraftAgain_ChangesNothing() =>
        Assert.Equal(
            Decided.Already,
            Closed()
                .Then(Keep(ReportStage.Draft, 0, Words), Some.Deputy)
                .Try(Keep(ReportStage.Draft, 1, Words), Some.Ic)
        );

    [Fact]
    public void Review_ByWhoWroteIt_IsRefused() =>
        Assert.Equal(
            RefusalKind.Role,
            Closed()
                .Then(Keep(ReportStage.Draft, 0, Words), Some.Ic)
                .Try(Keep(ReportStage.Reviewed, 1), Some.Ic)
                .Refusal!.Kind
        );

    [Fact]
    public void Review_ByWhoWroteItUnderAnotherName_IsRefused() =>
        Assert.Equal(
            RefusalKind.Role,
            Closed()
                .Then(Keep(ReportStage.Draft, 0, Words), Some.Ic)
                .Try(
                    Keep(ReportStage.Reviewed, 1),
                    new("ada@corp.example", Role.Deputy) { AlsoKnownAs = [Some.Ic.Name] }
                )
                .Refusal!.Kind
        );

    [Fact]
    public void Review_WithoutARootCause_IsRefused() =>
        Assert.StartsWith(
            "rootCause",
            Closed()
                .Then(Keep(ReportStage.Draft, 0, Words with { RootCause = "" }), Some.Deputy)
                .Try(Keep(ReportStage.Reviewed, 1), Some.Ic)
                .Refusal!.Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void Publish_NotReviewedOrNotOver_IsRefused()
    {
        var draft = Closed().Then(Keep(ReportStage.Draft, 0, Words), Some.Deputy);
        var open = new Story()
            .Stabilising()
            .Then(Keep(ReportStage.Draft, 0, Words), Some.Deputy)
            .Then(Keep(ReportStage.Reviewed, 1), Some.Ic);

        Assert.Equal(RefusalKind.NotNow, draft.Try(Keep(ReportStage.Published, 1), Some.Owner).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotNow, open.Try(Keep(ReportStage.Published, 2), Some.Owner).Refusal!.Kind);
    }

    [Theory]
    [InlineData(ReportStage.Draft, Role.Auditor)]
    [InlineData(ReportStage.Draft, Role.Deployer)]
    [InlineData(ReportStage.Reviewed, Role.Viewer)]
    [InlineData(ReportStage.Published, Role.Sre)]
    public void Keep_ByWhoMayNot_IsRefused(ReportStage stage, Role role)
    {
        var story = Closed();
        var basis = 0;
        if (stage != ReportStage.Draft)
        {
            story.Then(Keep(ReportStage.Draft, 0, Words), Some.Deputy);
            basis = 1;
        }

        Assert.Equal(RefusalKind.Role, story.Try(Keep(stage, basis, Words), new("eve", role)).Refusal!.Kind);
    }

    public static TheoryData<string, ReportWords> TooMuch =>
        new()
        {
            { "rootCause", Words with { RootCause = new string('x', 4_001) } },
            { "factors", Words with { Factors = [" "] } },
            { "factors", Words with { Factors = [.. Enumerable.Repeat("x", 51)] } },
            { "followUps", Words with { FollowUps = [new("x", "", default)] } },
            { "followUps", Words with { FollowUps = [new(new string('x', 501), "qa", default)] } },
        };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void Write_TooMuchOrNothing_NamesTheField(string field, ReportWords words)
    {
        var refusal = Closed().Try(Keep(ReportStage.Draft, 0, words), Some.Ic).Refusal!;

        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.StartsWith(field, refusal.Text, StringComparison.Ordinal);
    }

    private static IncidentCommand.KeepReport Keep(
        ReportStage stage,
        int basis,
        ReportWords? words = null,
        string comment = ""
    ) => new(stage, basis, words ?? ReportWords.None, comment, Some.Picture.Sha256);

    private static Story Closed() => new Story().Stabilising().Then(new IncidentCommand.Close("stable"), Some.Ic);
}
