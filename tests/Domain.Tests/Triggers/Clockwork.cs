using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>A verdict machine and the clock that drives it, one tick a second.</summary>
internal sealed class Clockwork(Hold hold)
{
    public static readonly Reading Good = new(Measured.Yes, Bad: false, Value: 1);
    public static readonly Reading Bad = new(Measured.Yes, Bad: true, Value: 9);
    public static readonly Reading NoData = Reading.Missing(Measured.NoData);
    public static readonly Reading TooFew = Reading.Missing(Measured.NotEnoughSamples);
    public static readonly Reading Blind = Reading.Missing(Measured.ProbeError);

    public VerdictMachine Machine { get; } = new(hold);

    public int Second { get; set; }

    public VerdictState State => Machine.State;

    public VerdictState For(int seconds, Reading reading, bool deploying = false)
    {
        for (var i = 0; i < seconds; i++)
        {
            Machine.Step(reading, Some.At(Second++), deploying);
        }

        return Machine.State;
    }
}
