using System.Text;
using CsCheck;
using Mcpx.Domain.Replay;

namespace Mcpx.Domain.Tests.Replay;

public sealed class RecordedTimeTests
{
    [Fact]
    public void Write_AnyTime_IsReadBackExactly() =>
        Gen.Long[0, DateTime.MaxValue.Ticks]
            .Sample(ticks =>
            {
                var at = new DateTimeOffset(ticks, TimeSpan.Zero);

                Assert.True(RecordedTime.TryRead(Encoding.UTF8.GetBytes(RecordedTime.Write(at)), out var read));
                Assert.Equal(at, read);
            });

    [Theory]
    [InlineData("2026-11-01T09:00:00Z", 0)]
    [InlineData("2026-11-01T09:00:00.25Z", 2_500_000)]
    [InlineData("2026-11-01T09:00:00.0000001Z", 1)]
    public void TryRead_Time_HasItsTicks(string text, long ticks)
    {
        Assert.True(RecordedTime.TryRead(Encoding.UTF8.GetBytes(text), out var at));
        Assert.Equal(Some.Start.AddTicks(ticks), at);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-01T09:00:00")]
    [InlineData("2026-11-01T09:00:00+01:00")]
    [InlineData("2026-11-01 09:00:00Z")]
    [InlineData("2026-02-30T09:00:00Z")]
    [InlineData("2026-13-01T09:00:00Z")]
    [InlineData("2026-11-01T24:00:00Z")]
    [InlineData("2026-11-01T09:00:60Z")]
    [InlineData("0000-11-01T09:00:00Z")]
    [InlineData("2026-11-01T09:00:00.Z")]
    [InlineData("2026-11-01T09:00:00,5Z")]
    [InlineData("2026-11-01T09:00:00.12345678Z")]
    [InlineData("2026-11-01T0x:00:00Z")]
    [InlineData("2026-11-01T09:00:00.1x5Z")]
    public void TryRead_AnythingElse_IsRefused(string text) =>
        Assert.False(RecordedTime.TryRead(Encoding.UTF8.GetBytes(text), out _));
}
