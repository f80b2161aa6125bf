using Mcpx.Domain.Triggers;

namespace Mcpx.Db.Tests;

public sealed class SampleSlotsTests : IDisposable
{
    private const string Ready = "availability/Api/api-1/ready";

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Slots_HaveLowestAndHighest()
    {
        Write(10, 300);
        Write(12, 100);
        Write(25, 900);

        var slots = Read(0);

        Assert.Equal([(100L, 300L), (900L, 900L)], slots.Select(slot => (slot.Low, slot.High)));
        Assert.Equal(1, slots[1].Slot - slots[0].Slot);
    }

    [Fact]
    public void Read_NothingMeasuredAndNoAnswer_AreLeftOut()
    {
        Write(10, null);
        Write(20, long.MaxValue);
        Assert.Empty(Read(0));
    }

    [Fact]
    public void Read_FromTheMiddleOfASlot_HasTheWholeSlot()
    {
        Write(10, 300);
        Write(19, 100);
        Assert.Equal(300, Assert.Single(Read(15)).High);
    }

    [Fact]
    public void Read_AgedIntoMinutes_KeepsTheRange()
    {
        for (var second = 0; second < 60; second++)
        {
            Write(second, 100 + second);
        }

        while (
            _folder.Store.Thinning.Step(
                new(TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(2)),
                Some.At(7_200)
            ) > 0
        ) { }

        var slot = Assert.Single(_folder.Store.Slots.Read("Prod", [Ready], Some.At(0), TimeSpan.FromMinutes(10)));
        Assert.Equal((100, 159), (slot.Low, slot.High));
    }

    private IReadOnlyList<SlotReading> Read(double from) =>
        _folder.Store.Slots.Read("Prod", [Ready, "another"], Some.At(from), TimeSpan.FromSeconds(10));

    private void Write(double second, long? value) =>
        _folder.Store.Samples.Write(
            "Prod",
            Some.At(second),
            [Some.Verdict(TriggerNames.Availability, value: value)],
            []
        );
}
