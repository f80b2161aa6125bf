using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Where no browser component looks, a person does and says so with a screenshot (runbook section 6).</summary>
public sealed class AttestationTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public void Attest_Well_IsKeptWithItsPictureAndItsPerson()
    {
        var story = Asked().Then(new IncidentCommand.Attest(Well: true, " all render ", Some.Picture), Some.Ic);

        var given = story.State!.NextStep!.Attestation!.Given!;
        Assert.Equal((Some.Ic, true, "all render", Some.Picture), (given.By, given.Well, given.Words, given.Picture));
    }

    [Fact]
    public void Attest_WellWithoutAPicture_IsRefused()
    {
        var refusal = Asked()
            .Try(new IncidentCommand.Attest(Well: true, "all render", Picture: null), Some.Ic)
            .Refusal!;

        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.StartsWith("picture: ", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Attest_SecondAnswer_IsRefused()
    {
        var story = Asked().Then(new IncidentCommand.Attest(Well: false, "no badge", Picture: null), Some.Ic);

        Assert.Equal(
            RefusalKind.NotNow,
            story.Try(new IncidentCommand.Attest(Well: true, "it is there", Some.Picture), Some.Deputy).Refusal!.Kind
        );
    }

    [Fact]
    public void Attest_StepTriedAgain_IsAskedAnew()
    {
        var story = Asked()
            .Then(new IncidentCommand.Attest(Well: false, "no badge", Picture: null), Some.Ic)
            .Then(new IncidentCommand.Fail(1, "no badge", [], Unknown: false))
            .Then(new IncidentCommand.Retry(), Some.Ic)
            .Then(new IncidentCommand.StartStep(1));

        Assert.Null(story.State!.NextStep!.Attestation);
        Assert.Null(story.Try(Question).Refusal);
    }

    [Theory]
    [InlineData("png", new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 7 })]
    [InlineData("jpeg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 })]
    [InlineData(null, new byte[] { 0x89, 0x50, 0x4E, 0x47 })]
    [InlineData(null, new byte[] { (byte)'<', (byte)'s', (byte)'v', (byte)'g' })]
    [InlineData(null, new byte[] { })]
    public void Of_Content_IsNamedByWhatItIs(string? kind, byte[] content) =>
        Assert.Equal(kind, AttestedPicture.Of(content)?.Kind);

    [Fact]
    public void Of_LargerThanAllowed_IsNone()
    {
        var content = new byte[AttestedPicture.Largest + 1];
        Png.CopyTo(content, 0);

        Assert.Null(AttestedPicture.Of(content));
        Assert.Equal(AttestedPicture.Largest, AttestedPicture.Of(content.AsSpan(..^1))!.Bytes);
    }

    private static IncidentCommand.AskAttestation Question => new(1, Some.At(900), ["http://web-1"], ["/dashboard"]);

    private static Story Asked() => new Story().Running().Then(new IncidentCommand.StartStep(1)).Then(Question);
}
