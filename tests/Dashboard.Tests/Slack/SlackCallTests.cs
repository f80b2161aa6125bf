using System.Text;
using CsCheck;
using Mcpx.Dashboard.Slack;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Dashboard.Tests.Slack;

/// <summary>The parts of taking a call from Slack, each by itself.</summary>
public sealed class SlackCallTests
{
    private const string Secret = "signing-secret-of-the-tests";
    private const string Timestamp = "1793523600";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("payload=%7B%7D");

    // Worked out with another program.
    private const string Signature = "v0=e5eb81940ac793a9c177fbfb90f5b8fe68cf508c6b9980349d919e905bd3440e";

    [Theory]
    [InlineData(0, null)]
    [InlineData(300, null)]
    [InlineData(-300, null)]
    [InlineData(301, "The call is too old, or of the future.")]
    [InlineData(-301, "The call is too old, or of the future.")]
    public void Problem_SignedRightly_IsTakenWithinFiveMinutes(int later, string? problem) =>
        Assert.Equal(
            problem,
            SlackSignature.Problem(
                Secret,
                Timestamp,
                Signature,
                Body,
                DateTimeOffset.FromUnixTimeSeconds(1_793_523_600 + later)
            )
        );

    [Fact]
    public void TryRead_Anything_IsReadOrNotAndNeverThrows() =>
        Gen.String.Sample(text =>
        {
            SlackAction.TryRead(text, out _);
            SlackAction.TryRead($"payload={text}", out _);
            SlackAction.TryRead($"payload={Uri.EscapeDataString(text)}", out _);
        });

    [Fact]
    public void TryRead_DeeperThanAnyPayload_IsNotRead() =>
        Assert.False(SlackAction.TryRead($"payload={new string('[', 5_000)}", out _));

    [Fact]
    public void Take_MoreThanFit_TakesNoneUntilTheOldAreForgotten()
    {
        var time = new FakeTimeProvider();
        var seen = new SeenOnce(time);
        for (var i = 0; i < SeenOnce.Most; i++)
        {
            Assert.True(seen.Take($"{i}"));
        }

        Assert.False(seen.Take("one more"));
        time.Advance((2 * SlackSignature.Window) + TimeSpan.FromSeconds(1));
        Assert.True(seen.Take("one more"));
    }
}
