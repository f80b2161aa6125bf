using CsCheck;
using Mcpx.Watchdog.PortalDatabase;

namespace Mcpx.Watchdog.Tests.PortalDatabase;

public sealed class PortalFaultsTests
{
    [Theory]
    [InlineData(-2, 11, true, PortalFaultKind.Timeout)]
    [InlineData(-2, 11, false, PortalFaultKind.Unreachable)]
    [InlineData(10054, 20, true, PortalFaultKind.Broken)]
    [InlineData(10054, 20, false, PortalFaultKind.Unreachable)]
    [InlineData(0, 0, true, PortalFaultKind.Broken)]
    [InlineData(18456, 14, false, PortalFaultKind.LoginRefused)]
    [InlineData(40615, 14, false, PortalFaultKind.LoginRefused)]
    [InlineData(4060, 11, false, PortalFaultKind.DatabaseUnavailable)]
    [InlineData(3906, 16, true, PortalFaultKind.ReadOnly)]
    [InlineData(229, 14, true, PortalFaultKind.Denied)]
    [InlineData(2812, 16, true, PortalFaultKind.Missing)]
    [InlineData(201, 16, true, PortalFaultKind.Mismatch)]
    [InlineData(8144, 16, true, PortalFaultKind.Mismatch)]
    [InlineData(50000, 16, true, PortalFaultKind.Refused)]
    [InlineData(2627, 14, true, PortalFaultKind.Refused)]
    [InlineData(1205, 13, true, PortalFaultKind.Deadlock)]
    [InlineData(40501, 20, true, PortalFaultKind.Busy)]
    [InlineData(9002, 17, true, PortalFaultKind.Full)]
    [InlineData(823, 24, true, PortalFaultKind.Broken)]
    public void Of_Number_MeansThat(int number, byte severity, bool connected, PortalFaultKind kind) =>
        Assert.Equal(kind, PortalFaults.Of(number, severity, "x", connected).Kind);

    [Fact]
    public void Of_Anything_HasBoundedWordsAndANextStep() =>
        Gen.Select(Gen.Int, Gen.Byte, Gen.String, Gen.Bool)
            .Sample(
                (number, severity, message, connected) =>
                {
                    var fault = PortalFaults.Of(number, severity, message, connected);

                    Assert.InRange(fault.Text.Length, 40, 600);
                    Assert.DoesNotContain('\n', fault.Text);
                    // What may still be at work is never told as what did not run.
                    Assert.False(fault is { NothingRan: true, MayFollow: true });
                    Assert.True(connected || fault.NothingRan || fault.Number != 0 || !fault.MayFollow);
                }
            );

    [Theory]
    [InlineData(229)]
    [InlineData(50001)]
    [InlineData(1205)]
    [InlineData(-2)]
    public void Of_WhatMayHaveRunInPart_IsNotCertain(int number) =>
        Assert.False(PortalFaults.Of(number, 16, "x", connected: true).NothingRan);
}
